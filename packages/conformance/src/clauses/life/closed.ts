import type { StateStore } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { expectNoUnhandledRejections } from "../../assert/expect-no-unhandled-rejections.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { Value } from "../../harness/harness.js";
import { OPERATIONS } from "../../harness/operations.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

/** What a closed store itself must refuse. */
const STORE_OPERATIONS: Readonly<Record<string, (store: StateStore) => unknown>> = {
  openKeyedStore: (store) => store.openKeyedStore(fillNamespaceOptions()),
  "owner().openKeyedStore": (store) => store.owner("owner").openKeyedStore({ namespace: "x", maxEntries: 1 }),
  "owner().usage": (store) => store.owner("owner").usage(),
  "owner().clear": (store) => store.owner("owner").clear(),
  "owner().restore": (store) => store.owner("owner").restore("x", []),
  owners: (store) => store.owners(),
  sweepExpired: (store) => store.sweepExpired(),
  flush: (store) => store.flush(),
};

export const closed: Group = {
  title: "After closing",
  cases: [
    ...Object.entries(OPERATIONS).map(([operation, call]) =>
      createCase(
        "KS-LIFE-2",
        `${operation} is CLOSED once close was called, and after`,
        async ({ open, keyed }) => {
          const store = await open();
          const handle = keyed(store);
          await handle.register("key", 1);
          const closing = store.close();
          await failsWith("CLOSED", () => call(handle), operation);
          await closing;
          await failsWith("CLOSED", () => call(handle), operation);
          same(await keyed(await open()).lookup("key"), 1, "the value after reopening");
        },
        { neighbours: "none" },
      ),
    ),
    ...Object.entries(STORE_OPERATIONS).map(([operation, call]) =>
      createCase(
        "KS-LIFE-2",
        `${operation} of the store is CLOSED after close`,
        async ({ open }) => {
          const store = await open();
          await store.close();
          await failsWith("CLOSED", () => call(store));
        },
        ALONE,
      ),
    ),
    createCase(
      "KS-LIFE-2",
      "steps written before close are CLOSED when they are committed after it",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<Value>(fillNamespaceOptions());
        const steps = store.owner("owner").atomic().register(keyed, "key", 1);
        await store.close();
        await failsWith("CLOSED", () => steps.commit());
        same(
          await (await open()).openKeyedStore<Value>(fillNamespaceOptions()).count(),
          0,
          "the number of entries after reopening",
        );
      },
      ALONE,
    ),
    createCase(
      "KS-LIFE-2",
      "an iteration under way is CLOSED when it needs the store again",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 5000 } });
        const handle = keyed(store, { maxEntries: 5000 });
        await Promise.all(Array.from({ length: 700 }, (_, index) => handle.register(`${index}`, 1)));
        let given = 0;
        const iteration = async (): Promise<void> => {
          for await (const entry of handle.iterate()) if (given++ === 0 && entry) await store.close();
        };
        await failsWith("CLOSED", iteration, "iterate");
        ok(given > 0 && given < 700, `${given} entries were given after close`);
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-LIFE-2",
      "operations nobody waits for are done all the same, and leave no unhandled rejection behind a close",
      ({ open, host }) =>
        expectNoUnhandledRejections(host, async () => {
          const store = await open();
          const keyed = store.openKeyedStore<Value>(fillNamespaceOptions());
          for (let index = 0; index < 200; index++) void keyed.register(`${index % 7}`, index);
          const closing = store.close();
          const late = await Promise.allSettled([keyed.count(), keyed.register("late", 1), store.flush()]);
          await closing;
          same(
            late.map((each) => each.status),
            ["rejected", "rejected", "rejected"],
            "what was issued after close",
          );
          const again = (await open()).openKeyedStore<Value>(fillNamespaceOptions());
          same(await again.lookup("3"), 199, "the value last issued for a key");
        }),
      ALONE,
    ),
    createCase(
      "KS-LIFE-2",
      "a handle of a closed store does not come to life again with another",
      async ({ open, keyed }) => {
        const store = await open();
        const handle = keyed(store);
        await store.close();
        keyed(await open());
        await failsWith("CLOSED", () => handle.register("key", 1), "register");
      },
      { neighbours: "none" },
    ),
  ],
};
