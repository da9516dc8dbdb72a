import { type ErrorCode, KeyedStoreError, type StateStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith, type ShortCode } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { createFakeProvider } from "../../harness/fake-provider.js";
import type { Harness, StoreOptions } from "../../harness/harness.js";
import { OPERATIONS } from "../../harness/operations.js";

const ALONE = { neighbours: "none" } as const;

/** An engine that can be made to fail. */
interface FaultyStore {
  readonly store: StateStore;
  /** Has the next batches fail; `times` of them, or all until told otherwise. */
  readonly fail: (code: ErrorCode, times?: number) => void;
}

async function openFaultyStore({ open, provider }: Harness, options: StoreOptions = {}): Promise<FaultyStore> {
  let failing: { code: ErrorCode; left: number } | undefined;
  const execute = (): void => {
    if (failing === undefined || failing.left-- <= 0) return;
    const cause = Object.assign(new Error("the disk says no"), { code: "ENOSPC" });
    throw new KeyedStoreError(failing.code, "The disk is full. Make room and try again.", {
      retryable: failing.code !== "KEYED_STORE_CORRUPT",
      cause,
    });
  };
  const store = await open({
    backend: "faulty",
    providers: [createFakeProvider(provider, "faulty", { execute })],
    ...options,
  });
  return {
    store,
    fail(code, times = Number.POSITIVE_INFINITY) {
      failing = { code, left: times };
    },
  };
}

const FAILURES: readonly ShortCode[] = ["READ_FAILED", "WRITE_FAILED", "CORRUPT"];

export const faults: Group = {
  title: "Faults of the engine",
  cases: [
    ...FAILURES.map((short) =>
      createCase(
        "KS-LIFE-4",
        `${short} of the engine reaches the caller as it is, and never as "not found"`,
        async (harness) => {
          const { store, fail } = await openFaultyStore(harness);
          const keyed = harness.keyed(store);
          await keyed.register("key", 1);
          fail(`KEYED_STORE_${short}`);
          for (const [operation, call] of Object.entries(OPERATIONS)) {
            const { cause, backend } = await failsWith(short, () => call(keyed), operation);
            same(
              [(cause as { code?: string } | undefined)?.code, backend],
              ["ENOSPC", "faulty"],
              `cause and backend of the error of ${operation}`,
            );
          }
          fail(`KEYED_STORE_${short}`, 0);
          same(
            (await keyed.entries()).map(({ key, value }) => [key, value]),
            [["key", 1]],
            "the entries afterwards",
          );
        },
        ALONE,
      ),
    ),
    createCase(
      "KS-SHARE-1",
      "an engine that is busy is asked again until it gives way",
      async (harness) => {
        const { store, fail } = await openFaultyStore(harness, { busyTimeoutMs: 60_000 });
        const keyed = harness.keyed(store);
        fail("KEYED_STORE_BUSY", 3);
        await keyed.register("key", 1);
        fail("KEYED_STORE_BUSY", 3);
        same(await keyed.lookup("key"), 1, "the value");
      },
      ALONE,
    ),
    createCase(
      "KS-SHARE-1",
      "an engine that stays busy is BUSY when the time is up, for all that waited",
      async (harness) => {
        const { store, fail } = await openFaultyStore(harness, { busyTimeoutMs: 20 });
        const keyed = harness.keyed(store);
        fail("KEYED_STORE_BUSY");
        await Promise.all([
          failsWith("BUSY", () => keyed.register("a", 1), "register"),
          failsWith("BUSY", () => keyed.lookup("a"), "lookup"),
        ]);
        fail("KEYED_STORE_BUSY", 0);
        same(await keyed.count(), 0, "the number of entries");
      },
      ALONE,
    ),
    createCase(
      "KS-LIFE-2",
      "closing does not hang on an engine that fails or stays busy",
      async (harness) => {
        for (const code of ["KEYED_STORE_BUSY", "KEYED_STORE_WRITE_FAILED"] as const) {
          const { store, fail } = await openFaultyStore(harness, { busyTimeoutMs: 20 });
          const keyed = store.openKeyedStore<number>({ namespace: "closing", maxEntries: 5 });
          fail(code);
          const issued = failsWith(
            code === "KEYED_STORE_BUSY" ? "BUSY" : "WRITE_FAILED",
            () => keyed.register("a", 1),
            "register",
          );
          await store.close();
          await issued;
        }
      },
      { ...ALONE, faces: "store" },
    ),
  ],
};
