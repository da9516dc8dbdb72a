import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { collectEntries, listKeys, requireEntry } from "../../harness/operations.js";

const TWENTY_YEARS = 20 * 365 * 86_400_000;

export const order: Group = {
  title: "Order",
  cases: [
    createCase(
      "KS-ORDER-1",
      "oldest first is by last write, also within one millisecond",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        for (const key of ["b", "a", "c"]) await store.register(key, 1);
        await store.register("b", 2);
        clock.advance(1);
        await store.update("a", () => 2);
        await store.compareAndSet("c", (await requireEntry(store, "c")).version, 2);
        await store.registerIfAbsent("d", 1);
        await store.registerIfAbsent("b", 3);
        same(listKeys(await store.entries()), ["b", "a", "c", "d"], "the keys of entries");
        same(listKeys(await collectEntries(store.iterate())), ["b", "a", "c", "d"], "the keys of iterate");
        same(
          (await store.entries()).map((entry) => entry.createdAt - TEST_EPOCH),
          [0, 1, 1, 1],
          "the ages",
        );
      },
    ),
    createCase(
      "KS-ORDER-1",
      "a clock that steps back does not reorder, and createdAt is what it says",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        for (const key of ["before", "first"]) await store.register(key, 1);
        clock.advance(-5000);
        await store.register("second", 1);
        await store.register("first", 2);
        clock.advance(5001);
        await store.register("third", 1);
        same(listKeys(await store.entries()), ["before", "second", "first", "third"], "the keys");
        same(
          (await store.entries()).map((entry) => entry.createdAt - TEST_EPOCH),
          [0, -5000, -5000, 1],
          "the ages",
        );
      },
    ),
    createCase("KS-ORDER-1", "one write by a clock far ahead touches no other entry", async ({ openFresh, clock }) => {
      const store = await openFresh({ maxEntries: 2 });
      clock.advance(TWENTY_YEARS);
      await store.register("ahead", 1);
      clock.advance(-TWENTY_YEARS);
      for (const key of ["first", "second"]) {
        await store.register(key, 1, { ttlMs: 10 });
        same((await requireEntry(store, key)).createdAt, TEST_EPOCH, `createdAt of ${key}`);
      }
      same(listKeys(await store.entries()), ["first", "second"], "the keys, of which the oldest was evicted");
    }),
    createCase(
      "KS-ORDER-1",
      "createdAt is of the clock after deletes, clears and reopening",
      async ({ open, keyed, clock }) => {
        const before = await open();
        const store = keyed(before);
        const removals = [() => store.delete("key"), () => store.consume("key"), () => store.clear()];
        for (const remove of removals) {
          await store.register("key", 1);
          await remove();
          clock.advance(-1000);
          await store.register("key", 1);
          same((await requireEntry(store, "key")).createdAt, clock.now(), "createdAt");
        }
        await store.clear();
        await before.close();
        clock.advance(-1000);
        const after = keyed(await open());
        await after.register("key", 1);
        same((await requireEntry(after, "key")).createdAt, TEST_EPOCH - 4000, "createdAt after reopening");
      },
    ),
  ],
};
