import { clause, type Group } from "../case.js";
import { ok, same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import type { Harness } from "../harness/harness.js";
import { moduleOf } from "../processes/kill-rounds.js";
import type { ChildTask } from "../processes/protocol.js";
import { type Child, outcome, startChild } from "../processes/start-child.js";
import { raceForPrizes, sharedWork } from "../processes/workers.js";
import { size } from "../size.js";

const PROCESSES = {
  faces: "store",
  needs: ["multiProcess", "persistent"],
  neighbours: "none",
  timeoutMs: 120_000,
} as const;
const LOCKING = { ...PROCESSES, needs: ["multiProcess", "persistent", "locks"] } as const;

/** A child in a role that waits, once it is ready. */
async function waiting({ under, directory }: Harness, role: ChildTask["role"], operations = 0): Promise<Child> {
  const { sqliteTools } = under;
  const child = startChild({
    provider: moduleOf(under),
    directory,
    role,
    seed: size.seed,
    id: 0,
    operations,
    sqliteTools,
  });
  const first = await child.next();
  ok(first?.type === "ready", `the process did not get ready: ${JSON.stringify(first)}`);
  return child;
}

export const sharing: Group = {
  title: "Sharing between processes",
  cases: [
    clause(
      "KS-SHARE-1",
      `six processes, ${size.operations} mixed operations each: no error, nothing lost, the file sound`,
      async ({ under }) => {
        await sharedWork([under, under, under, under, under, under], size.operations, size.seed);
      },
      PROCESSES,
    ),
    clause(
      "KS-ATOM-1",
      "five processes race: one winner for every claim and token, and five times ten is fifty",
      async ({ under }) => {
        await raceForPrizes([under, under, under, under, under], size.seed);
      },
      PROCESSES,
    ),
    clause(
      "KS-SHARE-1",
      "a store that another process holds open and idle can be used and closed",
      async (harness) => {
        const child = await waiting(harness, "idle");
        const store = await harness.open();
        await harness.keyed(store).register("key", 1);
        await store.close();
        child.go();
        await outcome(child);
        same(await harness.keyed(await harness.open()).lookup("key"), 1, "the value");
      },
      PROCESSES,
    ),
    clause(
      "KS-SHARE-1",
      "a held lock is BUSY when the time is up, retryable, and the operation has changed nothing",
      async (harness) => {
        const child = await waiting(harness, "lock");
        const opening = async (): Promise<void> => {
          const store = await harness.open({ busyTimeoutMs: 50 });
          await harness.keyed(store).register("key", 1);
        };
        same((await failsWith("BUSY", opening)).retryable, true, "retryable");
        child.go();
        await outcome(child);
        same(await harness.keyed(await harness.open()).lookup("key"), undefined, "the value");
      },
      LOCKING,
    ),
    clause(
      "KS-SHARE-1",
      "an operation waits for a lock until it is let go, and not a moment less",
      async (harness) => {
        const store = await harness.open({ busyTimeoutMs: 60_000 });
        const keyed = store.openKeyedStore<number>({ namespace: "waiting", maxEntries: 5 });
        await keyed.register("key", 1);
        const child = await waiting(harness, "lock");
        const writing = keyed.register("key", 2);
        child.go();
        await writing;
        await outcome(child);
        same(await keyed.lookup("key"), 2, "the value");
      },
      LOCKING,
    ),
    clause(
      "KS-SHARE-2",
      "a process that is killed with the lock in its hands blocks nobody",
      async (harness) => {
        const child = await waiting(harness, "lock");
        child.signal("SIGKILL");
        await child.gone;
        const store = harness.keyed(await harness.open({ busyTimeoutMs: 1000 }));
        await store.register("key", 1);
        same(await store.lookup("key"), 1, "the value");
      },
      LOCKING,
    ),
    clause(
      "KS-SHARE-2",
      "a process that is killed with the store open blocks nobody, and the last to close leaves no trace of it",
      async (harness) => {
        const child = await waiting(harness, "idle");
        child.signal("SIGKILL");
        await child.gone;
        const store = harness.keyed(await harness.open({ busyTimeoutMs: 1000 }));
        await store.register("key", 1);
        same(await store.lookup("key"), 1, "the value");
      },
      PROCESSES,
    ),
    clause(
      "KS-SHARE-2",
      "a stopped process is never robbed: when it goes on, all is as it must be",
      async (harness) => {
        const child = await waiting(harness, "mix", 120);
        child.go();
        child.signal("SIGSTOP");
        const store = await harness.open({ busyTimeoutMs: 50 }).catch((error: unknown) => error);
        if (store instanceof Error) {
          await failsWith("BUSY", () => Promise.reject(store));
        } else {
          const keyed = harness.keyed(store as Awaited<ReturnType<Harness["open"]>>);
          const written = await keyed.register("key", 1).then(
            () => true,
            (error: unknown) => error,
          );
          if (written !== true) await failsWith("BUSY", () => Promise.reject(written));
        }
        child.signal("SIGCONT");
        await outcome(child);
      },
      { ...PROCESSES, needs: ["multiProcess", "persistent", "posix"] },
    ),
  ],
};
