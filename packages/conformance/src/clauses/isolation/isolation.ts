import type { KeyedStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import type { Value } from "../../harness/harness.js";
import { OPERATIONS, requireEntry } from "../../harness/operations.js";

/** Where "key" also lives, beside the place under test: one coordinate differs at a time. */
const BESIDE = [
  { owner: "owner", namespace: "beside" },
  { owner: "beside", namespace: "namespace" },
  { owner: "beside", namespace: "beside" },
  { owner: "owner", namespace: "Namespace" },
  { owner: "owner", namespace: "namespace.x" },
  { owner: "owner.namespace", namespace: "x" },
] as const;

export const isolation: Group = {
  title: "Isolation",
  cases: [
    ...Object.entries(OPERATIONS).map(([name, call]) =>
      createCase("KS-ISO-1", `${name} touches no other namespace and no other owner`, async ({ open, keyed }) => {
        const store = await open();
        const others = BESIDE.map((place) => keyed(store, { ...place, maxEntries: 1 }));
        for (const other of others) await other.register("key", "other");
        const before = await Promise.all(others.map((other) => other.entries()));
        const here = keyed(store, { maxEntries: 1 });
        await call(here);
        await here.register("key", 5); // a number, as increment takes no other
        await call(here);
        same(await Promise.all(others.map((other) => other.entries())), before, "the entries beside");
      }),
    ),
    createCase("KS-ISO-1", "nothing of one namespace is seen through another", async ({ open, keyed }) => {
      const store = await open();
      const [here, there] = [keyed(store), keyed(store, { namespace: "there" })] as [
        KeyedStore<Value>,
        KeyedStore<Value>,
      ];
      await there.register("key", 1);
      const { version } = await requireEntry(there, "key");
      same(await here.lookup("key"), undefined, "lookup");
      same(await here.consume("key"), undefined, "consume");
      same(await here.delete("key"), false, "delete");
      same(await here.delete("key", { ifVersion: version }), false, "delete of its version");
      same(await here.touch("key", { ttlMs: 1 }), false, "touch");
      same(await here.compareAndSet("key", version, 2), false, "compareAndSet of its version");
      same(await here.registerIfAbsent("key", 2), true, "registerIfAbsent");
      same(await here.clear(), 1, "clear");
      same(await there.lookup("key"), 1, "the value beside");
    }),
    createCase("KS-ISO-1", "two handles of one namespace see the same", async ({ open, keyed }) => {
      const [one, two] = [keyed(await open()), keyed(await open())] as [KeyedStore<Value>, KeyedStore<Value>];
      await one.register("key", 1);
      same(await two.entries(), await one.entries(), "the entries through the other handle");
      same(await two.consume("key"), 1, "what the other handle consumes");
      same(await one.count(), 0, "the number of entries");
    }),
    createCase(
      "KS-ISO-1",
      "two files in one directory are two stores",
      async ({ open, keyed }) => {
        const [one, two] = [
          keyed(await open({ fileName: "one.sqlite" })),
          keyed(await open({ fileName: "two.sqlite" })),
        ];
        await one.register("key", 1);
        same(await two.lookup("key"), undefined, "the value in the other file");
      },
      { needs: ["directory"] },
    ),
  ],
};
