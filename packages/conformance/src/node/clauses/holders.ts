import { isKeyedStoreError } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { formatForMessage } from "../../assert/format-for-message.js";
import { createCase, type Group } from "../../case/case.js";
import { collectChildMessages } from "../processes/start-child.js";
import { startWaitingChild } from "../processes/start-waiting-child.js";

const PROCESSES = {
  faces: "store",
  needs: ["multiProcess", "persistent"],
  neighbours: "none",
  timeoutMs: 120_000,
} as const;
const LOCKING = { ...PROCESSES, needs: ["multiProcess", "persistent", "locks"] } as const;

function codeOf(error: unknown): unknown {
  return isKeyedStoreError(error) ? error.code : undefined;
}

export const holders: Group = {
  title: "Holders of a store",
  cases: [
    createCase(
      "KS-SHARE-1",
      "a held lock is BUSY when the time is up, retryable, and the operation has changed nothing",
      async (harness) => {
        const child = await startWaitingChild(harness, "lock");
        const opening = async (): Promise<void> => {
          const store = await harness.open({ busyTimeoutMs: 50 });
          await harness.keyed(store).register("key", 1);
        };
        same((await failsWith("BUSY", opening)).retryable, true, "retryable");
        child.resume();
        await collectChildMessages(child);
        same(await harness.keyed(await harness.open()).lookup("key"), undefined, "the value");
      },
      LOCKING,
    ),
    createCase(
      "KS-SHARE-1",
      "an operation waits for a lock until it is let go, and not a moment less",
      async (harness) => {
        const store = await harness.open({ busyTimeoutMs: 60_000 });
        const keyed = store.openKeyedStore<number>({ namespace: "waiting", maxEntries: 5 });
        await keyed.register("key", 1);
        const child = await startWaitingChild(harness, "lock");
        const writing = keyed.register("key", 2);
        child.resume();
        await writing;
        await collectChildMessages(child);
        same(await keyed.lookup("key"), 2, "the value");
      },
      LOCKING,
    ),
    createCase(
      "KS-SHARE-2",
      "a process that is killed with the lock in its hands blocks nobody",
      async (harness) => {
        const child = await startWaitingChild(harness, "lock");
        child.signal("SIGKILL");
        await child.exited;
        const store = harness.keyed(await harness.open({ busyTimeoutMs: 1000 }));
        await store.register("key", 1);
        same(await store.lookup("key"), 1, "the value");
      },
      LOCKING,
    ),
    createCase(
      "KS-SHARE-2",
      "a process that is killed with the store open blocks nobody, and the last to close leaves no trace of it",
      async (harness) => {
        const child = await startWaitingChild(harness, "idle");
        child.signal("SIGKILL");
        await child.exited;
        const store = harness.keyed(await harness.open({ busyTimeoutMs: 1000 }));
        await store.register("key", 1);
        same(await store.lookup("key"), 1, "the value");
      },
      PROCESSES,
    ),
    createCase(
      "KS-SHARE-2",
      "a stopped process is never robbed: when it goes on, all is as it must be",
      async (harness) => {
        const child = await startWaitingChild(harness, "mix", 120);
        child.resume();
        child.signal("SIGSTOP");
        const writing = async (): Promise<unknown> =>
          harness.keyed(await harness.open({ busyTimeoutMs: 50 })).register("key", 1);
        const error = await writing().catch((reason: unknown) => reason);
        ok(error === undefined || codeOf(error) === "KEYED_STORE_BUSY", `it failed with ${formatForMessage(error)}`);
        child.signal("SIGCONT");
        await collectChildMessages(child);
      },
      { ...PROCESSES, needs: ["multiProcess", "persistent", "signals"] },
    ),
  ],
};
