import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { appendCountToTallyFile } from "@keyed-store/conformance";
import { createClaims, openStateStore } from "keyed-store";
import { describe, expect, it } from "vitest";
import { startAgent } from "./support/agent.js";
import { deliver } from "./support/deliver.js";
import { loadSize } from "./support/load-size.js";
import { pairings } from "./support/pairings.js";
import { createStateDirectory, listFiles } from "./support/state-directory.js";
import { type Supervised, startSupervised } from "./support/supervised.js";
import { createVerdict, type Verdict } from "./support/verdict.js";

const { kills, every, events, rate, tells } = loadSize;

/** Long enough for a slow machine, short enough that what a killed instance had claimed comes soon again. */
const LEASE_MS = 3000;

describe("The gateway under load", () => {
  it.each(pairings)(
    `KS-CLAIM-1 KS-CLAIM-2 $first and $second: ${events} events from two clients and ${kills} kills, none lost, none handled after its commit`,
    async ({ first, second }) => {
      const directory = createStateDirectory();
      const judge = createVerdict();
      const agent = await startAgent();
      agent.takes = ({ message: { id, run } }) => {
        judge.handling(String(id), String(run));
        return true;
      };
      const options = { directory, agentUrl: agent.url, leaseMs: LEASE_MS };
      const instances = [
        await startSupervised({ ...options, backend: first, instance: "a" }),
        await startSupervised({ ...options, backend: second, instance: "b" }),
      ] as const;
      const ids = Array.from({ length: events }, (_, index) => `event-${index}`);

      const answers = answerCounter();
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
            noteCommitted({ directory, backend: first, ids: ids.filter((id) => !answers.has(id)), judge }),
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
      expect(listFiles(directory)).toEqual(["state.sqlite"]);
      appendCountToTallyFile("kills", kills);
      appendCountToTallyFile("deliveries under kills", 2 * events);
      if (tells) {
        console.log(
          `${first} and ${second}: ${2 * events} deliveries in ${seconds.toFixed(1)} s, ${judge.repeated()} runs were cut short`,
        );
      }
    },
    600_000,
  );
});

interface Survey {
  readonly directory: string;
  readonly backend: string;
  readonly ids: readonly string[];
  readonly judge: Verdict;
}

/** Looks into the store for what the one that was killed committed and did not say. */
async function noteCommitted({ directory, backend, ids, judge }: Survey): Promise<void> {
  await using store = await openStateStore({ directory, backend, limits: { maxEntriesPerOwner: 60_000 } });
  const claims = createClaims<{ run: string }>(
    store.openKeyedStore({ owner: "inbox", namespace: "events", maxEntries: 50_000, overflow: "reject-new" }),
  );
  for (const id of ids) {
    const entry = await claims.lookup(id);
    if (entry?.value) judge.committed(id, entry.value.run);
  }
}

/** Counts answers, and tells when there are so many. */
function answerCounter(): { add(id: string): void; has(id: string): boolean; reach(count: number): Promise<void> } {
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
