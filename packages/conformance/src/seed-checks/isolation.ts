import { same } from "../assert/assert.js";
import type { Group } from "../case/case.js";
import { listKeys } from "../harness/operations.js";
import { createCaseForForerunnerChecks } from "./create-case-for-forerunner-checks.js";
import { listNumbersBelow } from "./values.js";

export const isolation: Group = {
  title: "seed-checks: isolation",
  cases: [
    createCaseForForerunnerChecks(
      "R1 ISO 1-4",
      "KS-ISO-1",
      "one key in one namespace of two owners",
      async ({ open, keyed }) => {
        const store = await open();
        const [a, b] = [keyed(store, { owner: "a" }), keyed(store, { owner: "b" })];
        await a.register("key", "of a");
        same(await b.lookup("key"), undefined, "what the other owner sees");
        await b.register("key", "of b");
        same([await a.lookup("key"), await b.lookup("key")], ["of a", "of b"], "what each sees");
        await a.register("key", "anew");
        same([await a.lookup("key"), await b.lookup("key")], ["anew", "of b"], "what each sees after one wrote again");
        same([await a.count(), await b.count()], [1, 1], "how many each has");
      },
    ),
    createCaseForForerunnerChecks("R1 ISO 5-7", "KS-ISO-1", "deleting for one owner", async ({ open, keyed }) => {
      const store = await open();
      const [a, b] = [keyed(store, { owner: "a" }), keyed(store, { owner: "b" })];
      await b.register("key", 1);
      same(await a.delete("key"), false, "deleting what only the other has");
      await a.register("key", 1);
      same([await a.delete("key"), await b.lookup("key")], [true, 1], "deleting what both have");
    }),
    createCaseForForerunnerChecks(
      "R1 ISO 8-9",
      "KS-ISO-1",
      "clearing for one owner, ten entries of the other",
      async ({ open, keyed }) => {
        const store = await open();
        const [a, b] = [keyed(store, { owner: "a" }), keyed(store, { owner: "b" })];
        for (const index of listNumbersBelow(10)) {
          await a.register(`${index}`, index);
          await b.register(`${index}`, index);
        }
        const before = await b.entries();
        same([await a.clear(), await a.count()], [10, 0], "clearing");
        same(await b.entries(), before, "the entries of the other");
      },
    ),
    createCaseForForerunnerChecks("R1 ISO 10-13", "KS-ISO-1", "consuming for one owner", async ({ open, keyed }) => {
      const store = await open();
      const [a, b] = [keyed(store, { owner: "a" }), keyed(store, { owner: "b" })];
      await a.register("key", "of a");
      same(await b.consume("key"), undefined, "consuming what only the other has");
      await b.register("key", "of b");
      same([await a.consume("key"), await b.lookup("key")], ["of a", "of b"], "consuming what both have");
      same([await a.consume("key"), await b.consume("key")], [undefined, "of b"], "consuming once more");
    }),
    createCaseForForerunnerChecks(
      "R1 ISO 14-17",
      "KS-ISO-1",
      "one key in two namespaces of one owner",
      async ({ open, keyed }) => {
        const store = await open();
        const [a, b] = [keyed(store, { namespace: "a" }), keyed(store, { namespace: "b" })];
        await a.register("key", "in a");
        await b.register("key", "in b");
        same([await a.lookup("key"), await b.lookup("key")], ["in a", "in b"], "what each holds");
        same([await a.delete("key"), await b.count()], [true, 1], "deleting in one");
        await a.register("key", 1);
        same([await a.clear(), await b.lookup("key")], [1, "in b"], "clearing one");
        same([await a.consume("key"), await b.consume("key")], [undefined, "in b"], "consuming in both");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 ISO 18-19",
      "KS-ISO-1",
      "twenty owners with one key, five of them deleted",
      async ({ open, keyed }) => {
        const store = await open();
        const all = listNumbersBelow(20).map((index) => keyed(store, { owner: `owner-${index}` }));
        for (const [index, each] of all.entries()) await each.register("key", index);
        for (const each of all.slice(0, 5)) same(await each.delete("key"), true, "deleting");
        same(
          await Promise.all(all.map((each) => each.lookup("key"))),
          listNumbersBelow(20).map((index) => (index < 5 ? undefined : index)),
          "the values",
        );
      },
    ),
    createCaseForForerunnerChecks(
      "R1 ISO 20-21",
      "KS-ISO-1",
      "what is listed for each of two owners",
      async ({ open, keyed }) => {
        const store = await open();
        const [a, b] = [keyed(store, { owner: "a" }), keyed(store, { owner: "b" })];
        for (const key of ["1", "2"]) await a.register(key, "a");
        for (const key of ["2", "3", "4"]) await b.register(key, "b");
        same(listKeys(await a.entries()), ["1", "2"], "the keys of one");
        same(listKeys(await b.entries()), ["2", "3", "4"], "the keys of the other");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 ISO 22-24",
      "KS-ISO-1",
      "an owner with 500 entries beside one with few",
      async ({ open, keyed }) => {
        const store = await open();
        const [heavy, light] = [keyed(store, { owner: "heavy", maxEntries: 500 }), keyed(store, { owner: "light" })];
        await light.register("before", 1);
        await Promise.all(listNumbersBelow(500).map((index) => heavy.register(`${index}`, index)));
        await light.register("after", 2);
        same([await heavy.count(), listKeys(await light.entries())], [500, ["before", "after"]], "what each has");
        await heavy.clear();
        same(await light.lookupMany(["before", "after"]), [1, 2], "the few when the many are gone");
      },
    ),
  ],
};
