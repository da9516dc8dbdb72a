import { ok, same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { collectEntries, requireEntry } from "../../harness/operations.js";

export const versions: Group = {
  title: "Versions",
  cases: [
    createCase("KS-ORDER-2", "a version is positive and safe, and new with every write", async ({ openFresh }) => {
      const store = await openFresh();
      const seen = new Set<number>();
      const note = async (): Promise<void> => {
        const { version } = await requireEntry(store, "key");
        ok(Number.isSafeInteger(version) && version > 0, `the version is ${version}`);
        ok(!seen.has(version), `the version ${version} was used twice`);
        seen.add(version);
      };
      await store.register("key", 1);
      await note();
      await store.register("key", 1);
      await note();
      await store.update("key", () => 1);
      await note();
      await store.compareAndSet("key", (await requireEntry(store, "key")).version, 1);
      await note();
    }),
    createCase(
      "KS-ORDER-2",
      "a version is never used again for its key, however the entry went",
      async ({ open, keyed, clock }) => {
        const store = await open();
        const only = keyed(store, { maxEntries: 1 });
        const seen = new Set<number>();
        const removals = [
          () => only.delete("key"),
          () => only.consume("key"),
          () => only.clear(),
          () => store.owner("owner").clear(),
          async () => {
            await only.register("other", 1);
            await only.delete("other");
          },
          async () => {
            await only.touch("key", { ttlMs: 1 });
            clock.advance(1);
          },
          async () => {
            await only.touch("key", { ttlMs: 1 });
            clock.advance(1);
            await store.sweepExpired();
          },
        ];
        for (const remove of [...removals, ...removals]) {
          await only.register("key", 1);
          const { version } = await requireEntry(only, "key");
          ok(!seen.has(version), `the version ${version} was used twice`);
          seen.add(version);
          await remove();
          same(await only.lookup("key"), undefined, "the value after the entry went");
          same(await only.compareAndSet("key", version, 2), false, "compareAndSet of the version that went");
        }
      },
      { neighbours: "other-owner" },
    ),
    createCase("KS-ORDER-2", "a version is not used again after reopening", async ({ open, keyed }) => {
      const seen = new Set<number>();
      for (let round = 0; round < 4; round++) {
        const store = await open();
        await keyed(store).register("key", 1);
        const { version } = await requireEntry(keyed(store), "key");
        ok(!seen.has(version), `the version ${version} was used twice`);
        seen.add(version);
        if (round % 2 === 0) await keyed(store).clear();
        await store.close();
      }
    }),
    createCase(
      "KS-ORDER-2",
      "reads change nothing, and neither do writes that do not happen",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        for (const key of ["a", "b", "c"]) await store.register(key, 1, { ttlMs: 1000 });
        const before = await store.entries();
        clock.advance(10);
        await store.lookup("a");
        await store.lookupEntry("a");
        await store.lookupMany(["a", "b"]);
        await store.count();
        await collectEntries(store.iterate({ order: "key", reverse: true }));
        await store.registerIfAbsent("a", 2);
        await store.compareAndSet("a", null, 2);
        await store.compareAndSet("a", 999_999_999, 2);
        await store.delete("a", { ifVersion: 999_999_999 });
        await store.update("a", () => undefined);
        same(await store.entries(), before, "the entries");
      },
    ),
  ],
};
