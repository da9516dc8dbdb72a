import type { KeyedStore, ProblemText } from "@keyed-store/core";
import type { BotNamespaces, EventOutcome, JournalEntry } from "./bot-namespaces.js";
import type { ExpectedOutcomes, ExpectedState, ExpectedTotals } from "./expected-state.js";

/** What a check of the store against a recording found. */
export interface Verdict {
  /** Events of the recording. */
  readonly events: number;
  /** How many of them are on record once, more than once, and not at all. */
  readonly once: number;
  readonly twice: number;
  readonly lost: number;
  /** Everything that is not as it has to be, in words. Empty: all is well. */
  readonly problems: readonly string[];
}

/** Compares what is in the store with what has to be there, entry by entry. */
export async function verifyBotState(bot: BotNamespaces, expected: ExpectedState): Promise<Verdict> {
  const records = groupOutcomesByEvent((await bot.journal.entries()).map(({ value }) => value));
  const counts = [...expected.outcomes.keys()].map((event) => records.get(event)?.length ?? 0);
  return {
    events: counts.length,
    once: counts.filter((count) => count === 1).length,
    twice: counts.filter((count) => count > 1).length,
    lost: counts.filter((count) => count === 0).length,
    problems: [
      ...listWrongJournalOutcomes(records, expected.outcomes),
      ...(await listWrongChannelTotals(bot.totals, expected.totals)),
      ...(await listMissingAndUnexpectedKeys("thread", bot.threads, expected.threads)),
      ...(await listMissingAndUnexpectedKeys("button", bot.buttons, expected.buttons)),
      ...(await listMissingAndUnexpectedKeys("approval", bot.approvals, expected.approvals)),
      ...(await listMissingAndUnexpectedKeys("member", bot.members, expected.members)),
    ],
  };
}

type OutcomesByEvent = ReadonlyMap<string, readonly EventOutcome[]>;

function groupOutcomesByEvent(journal: readonly JournalEntry[]): OutcomesByEvent {
  const records = new Map<string, EventOutcome[]>();
  for (const { event, outcome } of journal) records.set(event, [...(records.get(event) ?? []), outcome]);
  return records;
}

function listWrongJournalOutcomes(records: OutcomesByEvent, expectedOutcomes: ExpectedOutcomes): ProblemText[] {
  const strange = [...records.keys()].filter((event) => !expectedOutcomes.has(event));
  return [
    ...strange.map((event) => `event ${event} is on record but not in the recording`),
    ...[...expectedOutcomes].flatMap(([event, outcome]) => {
      const [first, ...more] = records.get(event) ?? [];
      if (first === undefined) return [`event ${event} was lost`];
      if (more.length > 0) return [`event ${event} was handled ${more.length + 1} times`];
      return first === outcome ? [] : [`event ${event} was ${first}, but has to be ${outcome}`];
    }),
  ];
}

async function listWrongChannelTotals(
  storedTotals: KeyedStore<number>,
  expectedTotals: ExpectedTotals,
): Promise<ProblemText[]> {
  const found = new Map((await storedTotals.entries()).map(({ key, value }) => [key, value]));
  return [...new Set([...found.keys(), ...expectedTotals.keys()])].flatMap((channel) => {
    const [is, has] = [found.get(channel) ?? 0, expectedTotals.get(channel) ?? 0];
    return is === has ? [] : [`channel ${channel} counts ${is} events, but has ${has}`];
  });
}

async function listMissingAndUnexpectedKeys(
  keyLabel: string,
  store: KeyedStore<unknown>,
  expectedKeys: ReadonlySet<string>,
): Promise<ProblemText[]> {
  const found = new Set((await store.entries()).map(({ key }) => key));
  return [
    ...[...expectedKeys].filter((key) => !found.has(key)).map((key) => `${keyLabel} ${key} is forgotten`),
    ...[...found].filter((key) => !expectedKeys.has(key)).map((key) => `${keyLabel} ${key} is still there`),
  ];
}
