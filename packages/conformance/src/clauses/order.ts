import { clause, type Group } from "../case.js";
import { ok, same } from "../harness/assert.js";
import { TEST_EPOCH } from "../harness/manual-clock.js";
import { all, entryOf, keysOf } from "../harness/operations.js";

export const order: Group = {
  title: "Order",
  cases: [
    clause("KS-ORDER-1", "oldest first is by last write, also within one millisecond", async ({ fresh, clock }) => {
      const store = await fresh();
      for (const key of ["b", "a", "c"]) await store.register(key, 1);
      await store.register("b", 2);
      clock.advance(1);
      await store.update("a", () => 2);
      await store.compareAndSet("c", (await entryOf(store, "c")).version, 2);
      await store.registerIfAbsent("d", 1);
      await store.registerIfAbsent("b", 3);
      same(keysOf(await store.entries()), ["b", "a", "c", "d"], "the keys of entries");
      same(keysOf(await all(store.iterate())), ["b", "a", "c", "d"], "the keys of iterate");
      same(
        (await store.entries()).map((entry) => entry.createdAt - TEST_EPOCH),
        [0, 1, 1, 1],
        "the ages",
      );
    }),
    clause("KS-ORDER-1", "a clock that steps back neither reorders nor lowers createdAt", async ({ fresh, clock }) => {
      const store = await fresh();
      await store.register("first", 1);
      clock.advance(-5000);
      await store.register("second", 1);
      await store.register("first", 2);
      clock.advance(5001);
      await store.register("third", 1);
      same(keysOf(await store.entries()), ["second", "first", "third"], "the keys");
      same(
        (await store.entries()).map((entry) => entry.createdAt - TEST_EPOCH),
        [0, 0, 1],
        "the ages",
      );
    }),
    clause("KS-ORDER-1", "createdAt stays monotonic over deletes and clears", async ({ fresh, clock }) => {
      const store = await fresh();
      const removals = [() => store.delete("key"), () => store.consume("key"), () => store.clear()];
      for (const remove of removals) {
        await store.register("key", 1);
        const { createdAt } = await entryOf(store, "key");
        await remove();
        clock.advance(-1000);
        await store.register("key", 1);
        ok((await entryOf(store, "key")).createdAt >= createdAt, "createdAt went down");
      }
    }),
    clause("KS-ORDER-1", "createdAt stays monotonic over reopening", async ({ open, keyed, clock }) => {
      const before = await open();
      await keyed(before).register("gone", 1);
      await keyed(before).clear();
      await before.close();
      clock.advance(-1000);
      const after = keyed(await open());
      await after.register("key", 1);
      same((await entryOf(after, "key")).createdAt, TEST_EPOCH, "createdAt");
    }),
    clause("KS-ORDER-1", "one namespace does not hold up the createdAt of another", async ({ open, keyed, clock }) => {
      const store = await open();
      await keyed(store, { namespace: "ahead" }).register("key", 1);
      clock.advance(-1000);
      const behind = keyed(store, { namespace: "behind" });
      await behind.register("key", 1);
      same((await entryOf(behind, "key")).createdAt, TEST_EPOCH - 1000, "createdAt");
    }),
  ],
};
