import type { EventOutcome } from "./bot-namespaces.js";
import type { ChatEvent, Delivery } from "./delivery.js";

const DAY = 86_400_000;

/** What has to come of each event, by its id. */
export type ExpectedOutcomes = ReadonlyMap<string, EventOutcome>;

/** How many events each channel has. */
export type ExpectedTotals = ReadonlyMap<string, number>;

/** What must be in the store after a recording, counted from the recording alone. */
export interface ExpectedState {
  /** What has to come of each event, once. */
  readonly outcomes: ExpectedOutcomes;
  /** How many events each channel has. */
  readonly totals: ExpectedTotals;
  /** What has to be left of threads, buttons, approvals and members. */
  readonly threads: ReadonlySet<string>;
  readonly buttons: ReadonlySet<string>;
  readonly approvals: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  /** The time at the end. */
  readonly end: number;
}

/** Things with the first millisecond at which they are gone. */
type Expiring = Map<string, number>;

/**
 * Goes through a recording with nothing but maps: the first delivery of each event counts, in the order of arrival. It
 * shares no code with the bot, so that one mistake cannot be in both.
 */
export function computeExpectedState(deliveries: readonly Delivery[]): ExpectedState {
  const outcomes = new Map<string, EventOutcome>();
  const totals = new Map<string, number>();
  const threads: Expiring = new Map();
  const buttons: Expiring = new Map();
  const buttonGroups = new Map<string, { owner: string; ids: string[] }>();
  const approvals: Expiring = new Map();
  const members = new Set<string>();

  const outcomeOf = (event: ChatEvent, at: number): EventOutcome => {
    const isLive = (things: Expiring, key: string): boolean => (things.get(key) ?? 0) > at;
    switch (event.type) {
      case "message": {
        const thread = `${event.channel}:${event.thread}`;
        const follows = isLive(threads, thread);
        if (event.mentionsBot || follows) threads.set(thread, at + DAY);
        if (event.mentionsBot) return "answered";
        return follows ? "followed" : "overheard";
      }
      case "buttons": {
        const ids = event.buttons.map(({ id }) => id);
        for (const id of ids) {
          buttons.set(id, at + event.ttlMs);
          buttonGroups.set(id, { owner: event.owner, ids });
        }
        return "shown";
      }
      case "press": {
        const group = buttonGroups.get(event.button);
        if (group === undefined || !isLive(buttons, event.button)) return "stale";
        if (group.owner !== event.user) return "refused";
        for (const id of group.ids) buttons.delete(id);
        return "accepted";
      }
      case "approval":
        approvals.set(event.approval, at + event.ttlMs);
        return "asked";
      case "decision":
        if (!isLive(approvals, event.approval)) return "pointless";
        if (event.gateway === "unavailable") return "postponed";
        approvals.delete(event.approval);
        return "decided";
      case "join": {
        const member = `${event.channel}:${event.user}`;
        const known = members.has(member);
        members.add(member);
        return known ? "known" : "welcomed";
      }
    }
  };

  for (const { at, event } of deliveries) {
    if (outcomes.has(event.id)) continue;
    outcomes.set(event.id, outcomeOf(event, at));
    totals.set(event.channel, (totals.get(event.channel) ?? 0) + 1);
  }
  const end = deliveries.at(-1)?.at ?? 0;
  const left = (things: Expiring): Set<string> =>
    new Set([...things].filter(([, until]) => until > end).map(([key]) => key));
  return { outcomes, totals, threads: left(threads), buttons: left(buttons), approvals: left(approvals), members, end };
}
