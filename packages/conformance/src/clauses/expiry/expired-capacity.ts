import type { KeyedStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import type { Value } from "../../harness/harness.js";
import { listKeys } from "../../harness/operations.js";

export const expiredRoom: Group = {
  title: "The room of expired entries",
  cases: [
    createCase("KS-TTL-4", "an expired entry takes no room from a new one", async ({ openFresh, clock }) => {
      const store = await openFresh({ maxEntries: 2, overflow: "reject-new" });
      await store.register("a", 1, { ttlMs: 10 });
      await store.register("b", 1, { ttlMs: 10 });
      clock.advance(10);
      await store.register("c", 1);
      await store.register("d", 1);
      same(listKeys(await store.entries()), ["c", "d"], "the keys");
    }),
    createCase("KS-TTL-4", "the living are not evicted while an expired entry can go", async ({ openFresh, clock }) => {
      const store = await openFresh({ maxEntries: 2 });
      await store.register("old", 1);
      await store.register("expiring", 1, { ttlMs: 10 });
      clock.advance(10);
      await store.register("new", 1);
      same(listKeys(await store.entries()), ["old", "new"], "the keys");
    }),
    createCase(
      "KS-TTL-4",
      "an expired entry takes no room in its owner, from any namespace",
      async ({ open, keyed, clock }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 2 } });
        const [a, b] = ["a", "b"].map((namespace) => keyed(store, { namespace, maxEntries: 2 })) as [
          KeyedStore<Value>,
          KeyedStore<Value>,
        ];
        await a.register("x", 1, { ttlMs: 10 });
        await a.register("y", 1);
        clock.advance(10);
        await b.register("z", 1);
        same([await a.count(), await b.count()], [1, 1], "the numbers of entries");
      },
      { neighbours: "other-owner" },
    ),
  ],
};
