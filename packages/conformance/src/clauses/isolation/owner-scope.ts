import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

export const ownerScope: Group = {
  title: "All of an owner",
  cases: [
    createCase(
      "KS-ISO-1",
      "an owner's scope opens its namespaces, and clears them and no others",
      async ({ open, keyed }) => {
        const store = await open();
        for (const owner of ["a", "a.b", "A", "aa"]) {
          for (const namespace of ["x", "y"]) await keyed(store, { owner, namespace }).register("key", 1);
        }
        const scope = store.owner("a");
        same(scope.owner, "a", "the name of the scope");
        same(
          await scope.openKeyedStore({ namespace: "x", maxEntries: 100 }).lookup("key"),
          1,
          "the value through the scope",
        );
        same(await scope.clear(), 2, "the number of entries cleared");
        same(await scope.usage(), { entries: 0, maxEntries: Number.POSITIVE_INFINITY, namespaces: [] }, "usage");
        same(
          (await store.owners()).map(({ owner, entries }) => [owner, entries]),
          [
            ["A", 2],
            ["a.b", 2],
            ["aa", 2],
          ],
          "owners",
        );
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-ISO-1",
      "usage and owners count exactly, in byte order",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 500 } });
        for (const [namespace, entries] of [
          ["b", 2],
          ["B", 1],
          ["a-b", 3],
        ] as const) {
          for (let index = 0; index < entries; index++) await keyed(store, { namespace }).register(`${index}`, 1);
        }
        await keyed(store, { namespace: "b" }).register("0", 2);
        await keyed(store, { namespace: "empty" }).register("gone", 1);
        await keyed(store, { namespace: "empty" }).delete("gone");
        const namespaces = [
          { namespace: "B", entries: 1 },
          { namespace: "a-b", entries: 3 },
          { namespace: "b", entries: 2 },
        ];
        const capped = namespaces.map((usage) => ({ ...usage, maxEntries: 100 }));
        same(await store.owner("owner").usage(), { entries: 6, maxEntries: 500, namespaces: capped }, "usage");
        same(await store.owners(), [{ owner: "owner", entries: 6, namespaces }], "owners");
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-ISO-1",
      "usage gives the maxEntries of namespaces that are open, as they were opened last",
      async ({ open, keyed }) => {
        const [one, two] = [await open(), await open()];
        await keyed(one, { namespace: "a", maxEntries: 5 }).register("key", 1);
        await keyed(two, { namespace: "b", maxEntries: Number.POSITIVE_INFINITY, overflow: "reject-new" }).register(
          "key",
          1,
        );
        keyed(two, { namespace: "a", maxEntries: 6, redefine: true });
        const listCaps = async () => (await one.owner("owner").usage()).namespaces.map(({ maxEntries }) => maxEntries);
        same(await listCaps(), [6, Number.POSITIVE_INFINITY], "maxEntries of both");
        await two.close();
        same(await listCaps(), [6, undefined], "maxEntries when one is not open any more");
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-ISO-1",
      "a scope binds its owner: another one is refused",
      async ({ open }) => {
        const scope = (await open()).owner("a");
        const options = { namespace: "x", maxEntries: 1, owner: "b" };
        await failsWith("INVALID_INPUT", () => scope.openKeyedStore(options), "open");
      },
      ALONE,
    ),
  ],
};
