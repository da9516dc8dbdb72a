import type { RangeOptions } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import type { Harness } from "../../harness/harness.js";

const RANGES: readonly (readonly [range: RangeOptions | undefined, keys: readonly string[]])[] = [
  [undefined, ["a", "b", "c", "d"]],
  [{}, ["a", "b", "c", "d"]],
  [{ from: "b" }, ["b", "c", "d"]],
  [{ to: "c" }, ["a", "b"]],
  [{ from: "b", to: "d" }, ["b", "c"]],
  [{ from: "bb", to: "cc" }, ["c"]],
  [{ from: "d", to: "b" }, []],
  [{ from: "e" }, []],
];

async function openFilled({ openFresh }: Harness) {
  const store = await openFresh();
  for (const key of ["c", "a", "d", "b"]) await store.register(key, key);
  return store;
}

export const keyOperations: Group = {
  title: "Keys without values",
  cases: [
    createCase("KS-RANGE-2", "count and clear take a range, and clear leaves the rest", async (harness) => {
      const store = await openFilled(harness);
      const all = ["a", "b", "c", "d"];
      for (const [range, keys] of RANGES) {
        const name = JSON.stringify(range ?? null);
        for (const key of all) await store.register(key, key);
        same(await store.count(range), keys.length, `count(${name})`);
        same(await store.keys({ order: "key", ...range }), keys, `keys(${name})`);
        same(await store.clear(range), keys.length, `clear(${name})`);
        same(
          await store.keys({ order: "key" }),
          all.filter((key) => !keys.includes(key)),
          `what clear(${name}) leaves`,
        );
        same(await store.count(), all.length - keys.length, `the number of entries after clear(${name})`);
        same(await store.clear(range), 0, `clear(${name}) once more`);
      }
    }),
    createCase("KS-RANGE-2", "keys are oldest first, or in order, in part or backwards", async (harness) => {
      const store = await openFilled(harness);
      same(await store.keys(), ["c", "a", "d", "b"], "keys()");
      same(await store.keys({ reverse: true, limit: 2 }), ["b", "d"], "the two youngest");
      same(await store.keys({ order: "key", reverse: true }), ["d", "c", "b", "a"], "backwards by key");
      same(await store.keys({ order: "key", after: "b", limit: 1 }), ["c"], "the one behind b");
      const { version = 0 } = (await store.lookupEntry("a")) ?? {};
      same(await store.keys({ after: version }), ["d", "b"], "those younger than a");
      await failsWith("INVALID_INPUT", () => store.keys({ after: "a" }), "keys");
    }),
    createCase(
      "KS-RANGE-2",
      "keys gives all that there are, however many, at one point in time",
      async ({ openFresh }) => {
        const store = await openFresh({ maxEntries: 1_000 });
        const keys = Array.from({ length: 700 }, (_, index) => `k${String(index).padStart(3, "0")}`);
        await Promise.all(keys.map((key) => store.register(key, 1)));
        same(await store.keys(), keys, "the keys by age");
        same(await store.keys({ prefix: "k" }), keys, "the keys in order");
      },
    ),
    createCase(
      "KS-RANGE-2",
      "has says whether a key has a live entry, whatever its value",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        const values = [null, false, 0, "", []];
        for (const [index, value] of values.entries()) await store.register(`k${index}`, value);
        for (const index of values.keys()) same(await store.has(`k${index}`), true, `has where ${index} is`);
        same(await store.has("k"), false, "has of a key that was never written");
        await store.delete("k0");
        same(await store.has("k0"), false, "has of a key that was deleted");
        await store.touch("k1", { ttlMs: 5 });
        clock.advance(4);
        same(await store.has("k1"), true, "has in the last millisecond");
        clock.advance(1);
        same(await store.has("k1"), false, "has of what has expired");
      },
    ),
    createCase("KS-RANGE-2", "what has expired is in no range", async ({ openFresh, clock }) => {
      const store = await openFresh();
      for (const key of ["a", "b", "c", "d"]) await store.register(key, 1, { ttlMs: key === "b" ? 5 : 50 });
      clock.advance(5);
      same(await store.keys({ from: "a" }), ["a", "c", "d"], "the keys of a range");
      same(await store.keys(), ["a", "c", "d"], "the keys");
      same(await store.count({ to: "d" }), 2, "the number in a range");
      same(await store.clear({ to: "d" }), 2, "the number of live entries cleared");
      same(await store.keys(), ["d"], "what is left");
      same(await store.count(), 1, "the number that is left");
    }),
    createCase("KS-RANGE-2", "what was cleared of a range makes room", async ({ openFresh }) => {
      const store = await openFresh({ maxEntries: 4, overflow: "reject-new" });
      for (const key of ["a1", "a2", "b1", "b2"]) await store.register(key, 1);
      await failsWith("LIMIT_EXCEEDED", () => store.register("c", 1), "register");
      same(await store.clear({ prefix: "a" }), 2, "the number cleared");
      await store.register("c1", 1);
      await store.register("c2", 1);
      await failsWith("LIMIT_EXCEEDED", () => store.register("c3", 1), "register");
      same(await store.count(), 4, "the number of entries");
    }),
    createCase("KS-RANGE-2", "a range is cleared in its namespace alone", async ({ open, keyed }) => {
      const store = await open();
      const [one, other] = [keyed(store, { namespace: "one" }), keyed(store, { namespace: "other" })];
      for (const key of ["a", "b"]) {
        await one.register(key, 1);
        await other.register(key, 1);
      }
      same(await one.clear({ from: "a" }), 2, "the number cleared");
      same([await one.count(), await other.count()], [0, 2], "the numbers in both");
    }),
    createCase("KS-RANGE-2", "no value is looked at, and no schema is asked", async ({ open, keyed }) => {
      const store = await open();
      const schema = {
        "~standard": {
          version: 1 as const,
          vendor: "test",
          validate(value: unknown) {
            asked += 1;
            return { value };
          },
        },
      };
      let asked = 0;
      const checked = keyed(store, { schema });
      await checked.register("a", 1);
      const before = asked;
      same(
        [await checked.has("a"), await checked.keys(), await checked.count({ from: "a" })],
        [true, ["a"], 1],
        "answers",
      );
      same(await checked.clear({ from: "a" }), 1, "the number cleared");
      same(asked, before, "how often the schema was asked");
    }),
  ],
};
