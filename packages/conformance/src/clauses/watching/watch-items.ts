import { compareUtf8 } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { openWatchReader } from "../../harness/watch-reader.js";

const OPTIONS = { faces: "store", needs: ["watch"] } as const;

export const watchItems: Group = {
  title: "What a watch gives",
  cases: [
    createCase(
      "KS-WATCH-1",
      "it gives the latest state of each key that changed after the call, in the order of versions",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({}));
        await store.register("before", 0);
        const watch = openWatchReader(store);
        for (const [key, value] of [
          ["a", 1],
          ["b", 2],
          ["c", 3],
          ["a", 4],
        ] as const)
          await store.register(key, value);
        const items = [await watch.next(), await watch.next(), await watch.next()];
        same(
          items.map(({ value }) => value),
          await Promise.all(["b", "c", "a"].map(async (key) => ({ key, entry: await store.lookupEntry(key) }))),
          "the items",
        );
        await store.register("before", 5);
        same(await watch.take(1), [["before", 5]], "a key that was there before");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-1",
      "what is issued right after the call is seen, and what was issued right before is not",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({}));
        const before = store.register("before", 1);
        const watch = openWatchReader(store);
        const after = store.register("after", 2);
        await Promise.all([before, after]);
        await store.register("last", 3);
        same(
          await watch.take(2),
          [
            ["after", 2],
            ["last", 3],
          ],
          "the items",
        );
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-1",
      "who begins beside others is told what is issued from then on, and nothing else, however far the others have read",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({ maxEntries: 100 }));
        for (const key of ["a", "b", "c", "d"]) await store.register(key, 1);
        const read = openWatchReader(store);
        await store.register("a", 2);
        await read.take(1);
        const unread = openWatchReader(store, { initial: true });
        const before = [store.register("new", 3), store.register("b", 3), store.delete("c")];
        const late = [
          openWatchReader(store),
          openWatchReader(store, { prefix: "" }),
          openWatchReader(store, { keys: ["a", "b", "c", "d"] }),
        ];
        const after = [store.delete("d"), store.register("a", 4)];
        await Promise.all([...before, ...after]);
        for (const watch of late)
          same(
            new Map(await watch.take(2)),
            new Map([
              ["d", undefined],
              ["a", 4],
            ]),
            "what a late one is told",
          );
        const expected = new Map([
          ["new", 3],
          ["b", 3],
          ["c", undefined],
          ["d", undefined],
          ["a", 4],
        ]);
        same(new Map(await read.take(5)), expected, "what the one is told that was there before");
        same(new Map(await unread.take(3)), new Map([...expected].filter(([, value]) => value)), "what is there");
        await store.register("last", 5);
        for (const watch of [read, unread, ...late.slice(0, 2)])
          same(await watch.take(1), [["last", 5]], "the next item");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-1",
      "with initial it begins with the present state, and of named keys with those that are absent too",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({}));
        for (const [key, value] of [
          ["b", 1],
          ["a", 2],
        ] as const)
          await store.register(key, value);
        const all = openWatchReader(store, { initial: true });
        same(
          await all.take(2),
          [
            ["b", 1],
            ["a", 2],
          ],
          "the present state",
        );
        const named = openWatchReader(store, { initial: true, keys: ["a", "none", "a"] });
        const items = await named.take(2);
        same(new Map(items).get("a"), 2, "the one that is there");
        same(
          items.find(([key]) => key === "none"),
          ["none", undefined],
          "the one that is not",
        );
        await store.register("none", 3);
        same([await all.take(1), await named.take(1)], [[["none", 3]], [["none", 3]]], "the next item of both");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-1",
      "an item without entry says that the key is gone: deleted, consumed, cleared, evicted or expired",
      async ({ open, clock }) => {
        const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({ maxEntries: 3 }));
        for (const key of ["a", "b", "c"]) await store.register(key, 1);
        const watch = openWatchReader(store);
        const named = openWatchReader(store, { keys: ["a", "b", "c", "d", "e", "f", "g"] });
        const expectGone = async (keys: readonly string[], what: string): Promise<void> => {
          for (const each of [watch, named]) {
            const items = await each.take(keys.length);
            same(
              items.sort(([one], [other]) => (one < other ? -1 : 1)),
              keys.map((key) => [key, undefined]),
              what,
            );
          }
        };
        await store.delete("b");
        await expectGone(["b"], "the item of a deleted key");
        await store.consume("a");
        await expectGone(["a"], "the item of a consumed key");
        for (const key of ["d", "e"]) await store.register(key, 1);
        same([await watch.take(2), await named.take(2)].flat().length, 4, "the number of items of new keys");
        await store.register("f", 1);
        same(
          [new Map(await watch.take(2)), new Map(await named.take(2))].map((items) =>
            [...items].sort(([one], [other]) => compareUtf8(one, other)),
          ),
          [
            [
              ["c", undefined],
              ["f", 1],
            ],
            [
              ["c", undefined],
              ["f", 1],
            ],
          ],
          "the items of an eviction",
        );
        await store.clear();
        await expectGone(["d", "e", "f"], "the items of cleared keys");
        await store.register("g", 1, { ttlMs: 50 });
        await Promise.all([watch.take(1), named.take(1)]);
        clock.advance(50);
        await expectGone(["g"], "the item of an expired key");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-1",
      "nothing is given for what was undone, refused, or changed nothing; and none for a touch, whose expiry counts",
      async ({ open, clock }) => {
        const opened = await open();
        const store = opened.openKeyedStore<number>(fillNamespaceOptions({ maxEntries: 2, overflow: "reject-new" }));
        for (const key of ["a", "b"]) await store.register(key, 1);
        const watch = openWatchReader(store);
        await failsWith("LIMIT_EXCEEDED", () => store.register("c", 1), "register");
        same(
          await opened.owner("owner").atomic().delete(store, "a").check(store, "b", 1e9).commit(),
          { committed: false },
          "a transaction",
        );
        same(await store.compareAndSet("a", null, 2), false, "a write that expects something else");
        same(await store.delete("none"), false, "a deletion of nothing");
        same(await store.update("a", () => undefined), false, "an update that leaves all as it is");
        await store.touch("b", { ttlMs: 50 });
        await store.register("a", 3);
        same(await watch.take(1), [["a", 3]], "the first item");
        clock.advance(50);
        same(await watch.take(1), [["b", undefined]], "the item of the one that was touched and expired");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-1",
      "what cannot be given rejects the watch that would give it, and no other",
      async ({ open }) => {
        const opened = await open();
        const store = opened.openKeyedStore<number>(fillNamespaceOptions({}));
        const schema = {
          "~standard": {
            version: 1,
            vendor: "test",
            validate: (value: unknown) =>
              typeof value === "number" ? { value } : { issues: [{ message: "it is no number" }] },
          },
        } as const;
        const strict = (await open()).openKeyedStore<number>(fillNamespaceOptions({ schema, redefine: true }));
        const [all, other] = [openWatchReader(strict), openWatchReader(strict, { prefix: "good" })];
        await opened.openKeyedStore(fillNamespaceOptions({ redefine: true })).register("bad", "text");
        await store.register("good", 1);
        await failsWith("CORRUPT", () => all.next(), "watch");
        same(await other.take(1), [["good", 1]], "the item of the other");
      },
      OPTIONS,
    ),
  ],
};
