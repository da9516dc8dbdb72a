import { clause, type Group } from "../case.js";
import { mentions, same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import { entryOf, keysOf, VALUE_OPERATIONS } from "../harness/operations.js";

export const namespaceCaps: Group = {
  title: "Caps of a namespace",
  cases: [
    clause("KS-CAP-1", "evict-oldest keeps the newest maxEntries, by last write", async ({ fresh }) => {
      for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
        const store = await fresh({ maxEntries: 3 });
        await store.clear();
        for (const key of ["a", "b", "c"]) await call(store, key, 1);
        await store.register("a", 2);
        await call(store, "d", 1);
        same(keysOf(await store.entries()), ["c", "a", "d"], `the keys after ${operation}`);
        await call(store, "e", 1);
        same(keysOf(await store.entries()), ["a", "d", "e"], `the keys after ${operation} again`);
      }
    }),
    clause("KS-CAP-1", "evict-oldest with room for one keeps the one just written", async ({ fresh }) => {
      const store = await fresh({ maxEntries: 1 });
      for (const key of ["a", "b", "c"]) {
        await store.register(key, key);
        same(keysOf(await store.entries()), [key], "the keys");
      }
    }),
    clause("KS-CAP-1", "overwriting and touching evict nothing and need no room", async ({ fresh }) => {
      for (const overflow of ["evict-oldest", "reject-new"] as const) {
        const store = await fresh({ maxEntries: 2, overflow, namespace: overflow });
        await store.register("a", 1);
        await store.register("b", 1);
        await store.register("a", 2);
        await store.update("b", (value) => value);
        await store.compareAndSet("a", (await entryOf(store, "a")).version, 3);
        await store.touch("a", { ttlMs: 10 });
        same(await store.registerIfAbsent("a", 4), false, "registerIfAbsent on an existing key of a full namespace");
        same(keysOf(await store.entries()), ["b", "a"], "the keys");
      }
    }),
    clause("KS-CAP-1", "touching does not save the oldest from eviction", async ({ fresh }) => {
      const store = await fresh({ maxEntries: 2 });
      await store.register("a", 1);
      await store.register("b", 1);
      await store.touch("a", { ttlMs: 1000 });
      await store.register("c", 1);
      same(keysOf(await store.entries()), ["b", "c"], "the keys");
    }),
    clause("KS-CAP-1", "reject-new refuses a new key, changes nothing, and names the limit", async ({ fresh }) => {
      const store = await fresh({ maxEntries: 2, overflow: "reject-new" });
      await store.register("a", 1);
      await store.register("b", 1);
      const before = await store.entries();
      for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
        const error = await failsWith("LIMIT_EXCEEDED", () => call(store, "c", 1), operation);
        mentions(error.message, ["2", "maxEntries"], `the message of ${operation}`);
        same(
          [error.owner, error.namespace],
          ["owner", "namespace"],
          `owner and namespace of the error of ${operation}`,
        );
      }
      same(await store.entries(), before, "the entries");
      await store.delete("a");
      await store.register("c", 1);
      same(keysOf(await store.entries()), ["b", "c"], "the keys once there was room");
    }),
    clause("KS-CAP-1", "a lowered cap holds from the next entry that is added", async ({ open, keyed }) => {
      const wide = await open();
      for (const key of ["a", "b", "c", "d", "e"]) await keyed(wide, { maxEntries: 5 }).register(key, 1);
      await wide.close();
      const narrow = keyed(await open(), { maxEntries: 2 });
      same(await narrow.count(), 5, "the number of entries before any write");
      await narrow.register("f", 1);
      same(keysOf(await narrow.entries()), ["e", "f"], "the keys");
    }),
    clause(
      "KS-CAP-1",
      "a lowered cap refuses new keys where reject-new was asked for, and no existing one",
      async ({ open, keyed }) => {
        const wide = await open();
        for (const key of ["a", "b", "c"]) await keyed(wide, { maxEntries: 5 }).register(key, 1);
        await wide.close();
        const narrow = keyed(await open(), { maxEntries: 2, overflow: "reject-new" });
        await failsWith("LIMIT_EXCEEDED", () => narrow.register("d", 1), "register");
        await narrow.register("a", 2);
        await narrow.delete("b");
        await failsWith("LIMIT_EXCEEDED", () => narrow.register("d", 1), "register");
        await narrow.delete("c");
        await narrow.register("d", 1);
        same(keysOf(await narrow.entries()), ["a", "d"], "the keys");
      },
    ),
    clause(
      "KS-CAP-1",
      "an eviction is an event, and filling a refusing namespace is one",
      async ({ open, keyed, events }) => {
        const store = await open();
        const evicting = keyed(store, { namespace: "evicting", maxEntries: 2 });
        for (const key of ["a", "b", "c"]) await evicting.register(key, 1);
        const refusing = keyed(store, { namespace: "refusing", maxEntries: 10, overflow: "reject-new" });
        for (let index = 0; index < 10; index++) await refusing.register(`${index}`, 1);
        await store.flush();
        const told = events.filter((event) => event.type === "evicted" || event.type === "near-full");
        same(
          told,
          [
            { type: "evicted", owner: "owner", namespace: "evicting", count: 1, cap: "namespace" },
            { type: "near-full", owner: "owner", namespace: "refusing", entries: 9, maxEntries: 10 },
          ],
          "the events",
        );
      },
      { neighbours: "none" },
    ),
    clause("KS-CAP-1", "maxEntries must be a whole number from 1", async ({ fresh }) => {
      for (const maxEntries of [undefined, null, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5"]) {
        const error = await failsWith("INVALID_INPUT", () => fresh({ maxEntries: maxEntries as number }), "open");
        mentions(error.message, ["maxEntries"], "the message");
      }
    }),
  ],
};
