import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { listKeys, requireEntry, VALUE_OPERATIONS } from "../../harness/operations.js";

export const eviction: Group = {
  title: "Eviction from a namespace",
  cases: [
    createCase("KS-CAP-1", "evict-oldest keeps the newest maxEntries, by last write", async ({ openFresh }) => {
      for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
        const store = await openFresh({ maxEntries: 3 });
        await store.clear();
        for (const key of ["a", "b", "c"]) await call(store, key, 1);
        await store.register("a", 2);
        await call(store, "d", 1);
        same(listKeys(await store.entries()), ["c", "a", "d"], `the keys after ${operation}`);
        await call(store, "e", 1);
        same(listKeys(await store.entries()), ["a", "d", "e"], `the keys after ${operation} again`);
      }
    }),
    createCase("KS-CAP-1", "evict-oldest with room for one keeps the one just written", async ({ openFresh }) => {
      const store = await openFresh({ maxEntries: 1 });
      for (const key of ["a", "b", "c"]) {
        await store.register(key, key);
        same(listKeys(await store.entries()), [key], "the keys");
      }
    }),
    createCase("KS-CAP-1", "overwriting and touching evict nothing and need no room", async ({ openFresh }) => {
      for (const overflow of ["evict-oldest", "reject-new"] as const) {
        const store = await openFresh({ maxEntries: 2, overflow, namespace: overflow });
        await store.register("a", 1);
        await store.register("b", 1);
        await store.register("a", 2);
        await store.update("b", (value) => value);
        await store.compareAndSet("a", (await requireEntry(store, "a")).version, 3);
        await store.touch("a", { ttlMs: 10 });
        same(await store.registerIfAbsent("a", 4), false, "registerIfAbsent on an existing key of a full namespace");
        same(listKeys(await store.entries()), ["b", "a"], "the keys");
      }
    }),
    createCase("KS-CAP-1", "touching does not save the oldest from eviction", async ({ openFresh }) => {
      const store = await openFresh({ maxEntries: 2 });
      await store.register("a", 1);
      await store.register("b", 1);
      await store.touch("a", { ttlMs: 1000 });
      await store.register("c", 1);
      same(listKeys(await store.entries()), ["b", "c"], "the keys");
    }),
  ],
};
