import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { collectEntries, listKeys } from "../../harness/operations.js";

export const issueOrder: Group = {
  title: "Order of issue",
  cases: [
    createCase(
      "KS-ATOM-3",
      "operations issued without awaiting take effect in the order of issue",
      async ({ openFresh }) => {
        const store = await openFresh();
        const results = await Promise.all([
          store.lookup("key"),
          store.register("key", 1),
          store.lookup("key"),
          store.registerIfAbsent("key", 2),
          store.update("key", (current) => [current, 3]),
          store.count(),
          store.consume("key"),
          store.lookupMany(["key"]),
          store.registerIfAbsent("key", 4),
          store.delete("key"),
          store.delete("key"),
          store.register("key", 5),
          store.entries().then(listKeys),
          store.clear(),
          collectEntries(store.iterate()).then(listKeys),
        ]);
        const expected = [
          undefined,
          undefined,
          1,
          false,
          true,
          1,
          [1, 3],
          [undefined],
          true,
          true,
          false,
          undefined,
          ["key"],
          1,
          [],
        ];
        same(results, expected, "the results");
      },
    ),
    createCase(
      "KS-ATOM-3",
      "entries issued together are aged in the order of issue, through any handle",
      async ({ open, keyed }) => {
        const store = await open();
        const [one, two] = [keyed(store), keyed(store)];
        const order = Array.from({ length: 60 }, (_, index) => `${index}`);
        await Promise.all(order.map((key, index) => (index % 2 === 0 ? one : two).register(key, index)));
        same(listKeys(await one.entries()), order, "the keys");
      },
    ),
    createCase(
      "KS-ATOM-3",
      "order of issue holds among stores opened on one file in one process",
      async ({ open, keyed }) => {
        const [one, two] = [keyed(await open()), keyed(await open())];
        const results = await Promise.all([
          one.register("key", 1),
          two.lookup("key"),
          two.consume("key"),
          one.lookup("key"),
        ]);
        same(results, [undefined, 1, 1, undefined], "the results");
      },
    ),
    createCase(
      "KS-ATOM-3",
      "synchronous operations stand in that order too",
      async ({ open }) => {
        const store = await open();
        const [later, now] = [
          store.openKeyedStore<number>(fillNamespaceOptions()),
          store.openSyncKeyedStore<number>(fillNamespaceOptions()),
        ];
        const issued = [later.register("key", 1), later.update("key", (current) => (current ?? 0) + 1)];
        same(now.lookup("key"), 2, "what a synchronous lookup sees of what was issued before it");
        now.register("key", 3);
        const after = later.lookup("key");
        now.register("key", 4);
        await Promise.all(issued);
        same(await after, 3, "what a lookup saw that was issued between two synchronous writes");
        same(await later.lookup("key"), 4, "the value");
      },
      { faces: "store", needs: ["synchronous"] },
    ),
    createCase(
      "KS-ATOM-3",
      "an atomic step stands in the order of issue",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<number>(fillNamespaceOptions());
        const results = await Promise.all([
          keyed.register("key", 1),
          store.owner("owner").atomic().consume(keyed, "key").register(keyed, "other", 2).commit(),
          keyed.lookupMany(["key", "other"]),
        ]);
        same(results, [undefined, { committed: true, values: [1] }, [undefined, 2]], "the results");
      },
      { faces: "store" },
    ),
  ],
};
