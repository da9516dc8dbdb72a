import type { IterateOptions } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { collectEntries, listKeys, requireEntry } from "../../harness/operations.js";

// UTF-16 puts U+1F600 before U+FFFF; the byte order of UTF-8 puts it behind.
const BYTE_ORDER = ["\u0001", "A", "a", "aa", "b", "\u00e9", "\u20ac", "\uffff", "\u{1f600}"];

const RANGES: readonly (readonly [options: IterateOptions, keys: readonly string[]])[] = [
  [{}, ["c", "a", "e", "b", "d"]],
  [{ reverse: true }, ["d", "b", "e", "a", "c"]],
  [{ limit: 2 }, ["c", "a"]],
  [{ limit: 2, reverse: true }, ["d", "b"]],
  [{ order: "key" }, ["a", "b", "c", "d", "e"]],
  [{ order: "key", reverse: true }, ["e", "d", "c", "b", "a"]],
  [{ order: "key", from: "b" }, ["b", "c", "d", "e"]],
  [{ order: "key", to: "d" }, ["a", "b", "c"]],
  [{ order: "key", from: "b", to: "d" }, ["b", "c"]],
  [{ order: "key", from: "aa", to: "cc" }, ["b", "c"]],
  [{ order: "key", from: "d", to: "b" }, []],
  [{ order: "key", after: "b" }, ["c", "d", "e"]],
  [{ order: "key", after: "bb", limit: 1 }, ["c"]],
  [{ order: "key", after: "d", reverse: true }, ["c", "b", "a"]],
  [{ order: "key", from: "b", to: "e", after: "d", reverse: true }, ["c", "b"]],
  [{ order: "key", from: "b", to: "e", reverse: true, limit: 2 }, ["d", "c"]],
];

const REFUSED: readonly unknown[] = [
  { order: "age", from: "a" },
  { order: "age", to: "a" },
  { order: "size" },
  { order: "key", after: 1 },
  { after: "a" },
  { order: "key", from: "" },
  { order: "key", to: 5 },
  { limit: 0 },
  { limit: -1 },
  { limit: 1.5 },
  { limit: "1" },
  { reverse: "yes" },
  { after: 1.5 },
  "age",
  null,
];

export const iterate: Group = {
  title: "Iterating",
  cases: [
    ...RANGES.map(([options, expected]) =>
      createCase(
        "KS-ORDER-1",
        `iterate(${JSON.stringify(options)}) gives ${expected.join(" ") || "nothing"}`,
        async ({ openFresh }) => {
          const store = await openFresh();
          for (const key of ["c", "a", "e", "b", "d"]) await store.register(key, key.toUpperCase());
          const given = await collectEntries(store.iterate(options));
          same(listKeys(given), expected, "the keys");
          for (const entry of given) same(entry, await requireEntry(store, entry.key), "an entry");
        },
      ),
    ),
    createCase("KS-ORDER-1", "after takes the version of an entry, in the order of age", async ({ openFresh }) => {
      const store = await openFresh();
      for (const key of ["a", "b", "c", "d"]) await store.register(key, 1);
      const { version } = await requireEntry(store, "b");
      same(listKeys(await collectEntries(store.iterate({ after: version }))), ["c", "d"], "the keys after b");
      same(
        listKeys(await collectEntries(store.iterate({ after: version, reverse: true }))),
        ["a"],
        "the keys before b",
      );
    }),
    createCase("KS-ORDER-1", "key order is the byte order of UTF-8", async ({ openFresh }) => {
      const store = await openFresh();
      for (const key of [...BYTE_ORDER].reverse()) await store.register(key, 1);
      same(listKeys(await collectEntries(store.iterate({ order: "key" }))), BYTE_ORDER, "the keys");
      same(
        listKeys(await collectEntries(store.iterate({ order: "key", from: "\uffff" }))),
        BYTE_ORDER.slice(-2),
        "the keys from U+FFFF",
      );
      same(
        listKeys(await collectEntries(store.iterate({ order: "key", after: "\uffff" }))),
        BYTE_ORDER.slice(-1),
        "the keys after U+FFFF",
      );
    }),
    createCase(
      "KS-ORDER-1",
      "what iterate cannot do is refused with the first entry asked for",
      async ({ openFresh }) => {
        const store = await openFresh();
        for (const wrong of REFUSED) {
          await failsWith("INVALID_INPUT", () => collectEntries(store.iterate(wrong as IterateOptions)), "iterate");
        }
      },
    ),
    createCase("KS-ORDER-1", "an iteration may be left early and begun again", async ({ openFresh }) => {
      const store = await openFresh();
      for (const key of ["a", "b", "c"]) await store.register(key, 1);
      const iterable = store.iterate();
      for await (const entry of iterable) if (entry.key === "a") break;
      same(listKeys(await collectEntries(store.iterate())), ["a", "b", "c"], "the keys");
      await store.register("d", 1);
      same(await store.count(), 4, "the number of entries after an abandoned iteration");
    }),
  ],
};
