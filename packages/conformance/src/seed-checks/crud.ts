import { same } from "../assert/assert.js";
import type { Group } from "../case/case.js";
import { fillNamespaceOptions } from "../harness/fill-namespace-options.js";
import { listKeys } from "../harness/operations.js";
import { createCaseForForerunnerChecks, STORE } from "./create-case-for-forerunner-checks.js";
import { createMixedValue, listNumbersBelow } from "./values.js";

const VALUES: readonly (readonly [ids: string, what: string, value: unknown])[] = [
  ["R1 CRUD 17", "a nested value comes back as it was", { a: { b: { c: [1, { d: null }] } } }],
  ["R1 CRUD 18", "arrays come back as they were", [1, "two", [3, [4]], { five: 5 }]],
  ["R1 CRUD 19", "null within comes back", { a: null, b: [null] }],
  ["R1 CRUD 20", "booleans come back", [true, false]],
  ["R1 CRUD 21", "zero, negative and fractional numbers come back", [0, -7, 0.1]],
  ["R1 CRUD 22", "an empty object comes back", {}],
  ["R1 CRUD 23", "an empty array comes back", []],
  ["R1 CRUD 24", "an empty string comes back", ""],
  ["R1 CRUD 25", "null itself comes back", null],
];

export const crud: Group = {
  title: "seed-checks: reading and writing",
  cases: [
    createCaseForForerunnerChecks("R1 CRUD 1-11", "KS-ORDER-1", "the basics", async ({ openFresh, clock }) => {
      const store = await openFresh();
      same(await store.lookup("a"), undefined, "lookup of nothing");
      await store.register("a", { n: 1 });
      same(await store.lookup("a"), { n: 1 }, "lookup of what was registered");
      await store.register("a", { n: 2 });
      same([await store.lookup("a"), await store.count()], [{ n: 2 }, 1], "what was registered over it");
      same([await store.delete("a"), await store.delete("a")], [true, false], "deleting twice");
      for (const key of ["c", "a", "b"]) {
        await store.register(key, key);
        clock.advance(1);
      }
      same(listKeys(await store.entries()), ["c", "a", "b"], "the keys, oldest first");
      same(
        [await store.consume("a"), await store.lookup("a"), await store.consume("a")],
        ["a", undefined, undefined],
        "consuming twice",
      );
      same([await store.clear(), await store.entries()], [2, []], "clearing");
    }),
    createCaseForForerunnerChecks(
      "R1 CRUD 12-13",
      "KS-LIFE-3",
      "50 mixed values outlive a close, and 60 a second one",
      async ({ open }) => {
        for (const [from, to] of [
          [0, 50],
          [50, 60],
        ] as const) {
          const store = await open();
          const keyed = store.openKeyedStore<unknown>(fillNamespaceOptions());
          for (const index of listNumbersBelow(to).slice(from))
            await keyed.register(`${index}`, createMixedValue(index));
          await store.close();
          const again = await open();
          const entries = await again.openKeyedStore<unknown>(fillNamespaceOptions()).entries();
          same(
            entries.map(({ key, value }) => [key, value]),
            listNumbersBelow(to).map((index) => [`${index}`, createMixedValue(index)]),
            "the entries after reopening",
          );
          await again.close();
        }
      },
      STORE,
    ),
    createCaseForForerunnerChecks(
      "R1 CRUD 14-16",
      "KS-LIFE-1",
      "writing, closing and opening, twice, and closing twice",
      async ({ open, keyed }) => {
        for (const round of [1, 2]) {
          const store = await open();
          await keyed(store).register(`round ${round}`, round);
          await store.close();
          await store.close();
        }
        same(await keyed(await open()).lookupMany(["round 1", "round 2"]), [1, 2], "the values of both rounds");
      },
    ),
    ...VALUES.map(([ids, what, value]) =>
      createCaseForForerunnerChecks(ids, "KS-VALUE-2", what, async ({ open, keyed }) => {
        const store = await open();
        await keyed(store).register("key", value);
        same(await keyed(store).lookup("key"), value, "the value");
        await store.close();
        same(await keyed(await open()).consume("key"), value, "the value after reopening");
      }),
    ),
  ],
};
