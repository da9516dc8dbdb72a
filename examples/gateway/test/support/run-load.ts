import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { appendCountToTallyFile } from "@keyed-store/conformance";
import { createClaims, type StateStore } from "keyed-store";
import { expect } from "vitest";
import { startAgent } from "./agent.js";
import { deliver } from "./deliver.js";
import type { StartOptions } from "./gateway-process.js";
import { loadSize } from "./load-size.js";
import { type Supervised, startSupervised } from "./supervised.js";
import { createVerdict, type Verdict } from "./verdict.js";

const { kills, every, events, rate, tells } = loadSize;

/** What a load does, for the title of a test. */
export const LOAD_TITLE: string = `${events} events from two clients and ${kills} kills, none lost, none handled after its commit`;

/** Long enough for a slow machine, short enough that what a killed instance had claimed comes soon again. */
const LEASE_MS = 3000;

/** Two instances on one store. */
export interface LoadedPair {
  readonly first: Omit<StartOptions, "instance">;
  readonly second: Omit<StartOptions, "instance">;
  /** Looks into the store as an instance would. */
  readonly openStore: () => Promise<StateStore>;
}

/**
 * Delivers every event by two clients, one to each instance, while the instances are killed in turn, and in the end ends them in good order. Fails where
 * an event is lost, handled after its commit, or committed twice (KS-CLAIM-1, KS-CLAIM-2).
 */
export async function runLoad({ first, second, openStore }: LoadedPair): Promise<void> {
  const judge = createVerdict();
  const agent = await startAgent();
  agent.takes = ({ message: { id, run } }) => {
    judge.handling(String(id), String(run));
    return true;
  };
  const common = { agentUrl: agent.url, leaseMs: LEASE_MS };
  const instances = [
    await startSupervised({ ...first, ...common, instance: "a" }),
    await startSupervised({ ...second, ...common, instance: "b" }),
  ] as const;
  const ids = Array.from({ length: events }, (_, index) => `event-${index}`);

  const answers = createAnswerCounter();
  const began = performance.now();
  const deliverAndNote = async (instance: Supervised, id: string): Promise<void> => {
    judge.committed(id, await deliver(instance, id));
    answers.add(id);
  };
  const client = async (instance: Supervised): Promise<void> => {
    const deliveries: Promise<void>[] = [];
    for (const [index, id] of ids.entries()) {
      // The rate is what is tried here.
      const early = began + (index * 1000) / rate - performance.now();
      if (early > 0) await pause(early);
      deliveries.push(deliverAndNote(instance, id));
    }
    await Promise.all(deliveries);
  };
  const killer = async (): Promise<void> => {
    for (let kill = 0; kill < kills; kill += 1) {
      // A kill every second is what the full size asks for; the other counts.
      if ("ms" in every) await pause(Math.max(0, began + (kill + 1) * every.ms - performance.now()));
      else await answers.reach((kill + 1) * every.answers);
      await instances[kill % 2 === 0 ? 0 : 1].restart(() =>
        noteCommitted(openStore, judge, () => ids.filter((id) => !answers.has(id))),
      );
    }
  };
  await Promise.all([...instances.map(client), killer()]);
  const seconds = (performance.now() - began) / 1000;

  // What a source does after a crash: it delivers again.
  await Promise.all(
    ids.map(async (id, index) => judge.committed(id, await deliver(instances[index % 2 === 0 ? 0 : 1], id))),
  );
  expect(judge.problems(ids)).toEqual([]);
  expect(await Promise.all(instances.map(async (one) => (await one.running()).terminate()))).toEqual([0, 0]);
  appendCountToTallyFile("kills", kills);
  appendCountToTallyFile("deliveries under kills", 2 * events);
  if (tells) {
    console.log(
      `${first.backend} and ${second.backend}: ${2 * events} deliveries in ${seconds.toFixed(1)} s, ${judge.repeated()} runs were cut short`,
    );
  }
}

/** Looks into the store for what the one that was killed committed and did not say. */
async function noteCommitted(
  openStore: LoadedPair["openStore"],
  judge: Verdict,
  listUnanswered: () => string[],
): Promise<void> {
  await using store = await openStore();
  const claims = createClaims<{ run: string }>(
    store.openKeyedStore({ owner: "inbox", namespace: "events", maxEntries: 50_000, overflow: "reject-new" }),
  );
  const ids = listUnanswered();
  // Issued together, they are one round trip to a server.
  const entries = await Promise.all(ids.map((id) => claims.lookup(id)));
  for (const [index, id] of ids.entries()) {
    const run = entries[index]?.value?.run;
    if (run !== undefined) judge.committed(id, run);
  }
}

/** Counts answers, and tells when there are so many. */
function createAnswerCounter(): {
  add(id: string): void;
  has(id: string): boolean;
  reach(count: number): Promise<void>;
} {
  const answered = new Set<string>();
  let count = 0;
  let waiting: { readonly count: number; readonly resolve: () => void } | undefined;
  return {
    add(id) {
      answered.add(id);
      count += 1;
      if (waiting !== undefined && count >= waiting.count) waiting.resolve();
    },
    has: (id) => answered.has(id),
    reach: (goal) =>
      new Promise((resolve) => {
        waiting = { count: goal, resolve };
        if (count >= goal) resolve();
      }),
  };
}
