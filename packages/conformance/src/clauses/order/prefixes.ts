import type { IterateOptions, RangeOptions } from "@keyed-store/core";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { collectEntries, listKeys } from "../../harness/operations.js";

/** In the byte order of UTF-8; where a prefix ends is hardest to find at the ends of what one byte, or one UTF-16 unit, can say. */
const KEYS = [
  "a",
  "a/1",
  "a/2",
  "a0",
  "b",
  "\ud7ff",
  "\ud7ff!",
  "\ue000",
  "\uffff",
  "\uffff!",
  "\u{1f600}",
  "\u{1f600}\u{10ffff}",
  "\u{1f600}\u{10ffff}\u{10ffff}!",
  "\u{1f601}",
  "\u{10ffff}",
  "\u{10ffff}\u{10ffff}",
];

const PREFIXES = [
  "",
  "a",
  "a/",
  "a/1",
  "a/3",
  "c",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "\u{1f600}",
  "\u{1f600}\u{10ffff}",
  "\u{10ffff}",
  "\u{10ffff}\u{10ffff}\u{10ffff}",
];

const REFUSED: readonly RangeOptions[] = [
  { prefix: "a", from: "a" },
  { prefix: "a", to: "b" },
  { prefix: "", to: "b" },
  { prefix: "\ud83d" },
  { prefix: "a\ude00" },
  { prefix: "a\0" },
  { prefix: 1 as unknown as string },
  { prefix: null as unknown as string },
  { prefix: "x".repeat(513) },
];

export const prefixes: Group = {
  title: "Prefixes",
  cases: [
    createCase("KS-RANGE-1", "a prefix means the keys that begin with it, and no others", async ({ openFresh }) => {
      const store = await openFresh();
      for (const key of [...KEYS].reverse()) await store.register(key, key);
      for (const prefix of PREFIXES) {
        const meant = KEYS.filter((key) => key.startsWith(prefix));
        const name = JSON.stringify(prefix);
        same(await store.keys({ prefix }), meant, `the keys that begin with ${name}`);
        same(listKeys(await collectEntries(store.iterate({ prefix }))), meant, `what iterate gives of ${name}`);
        same(await store.count({ prefix }), meant.length, `the number of keys that begin with ${name}`);
      }
    }),
    createCase(
      "KS-RANGE-1",
      "clearing a prefix removes the keys that begin with it, and no others",
      async ({ openFresh }) => {
        const store = await openFresh();
        for (const prefix of PREFIXES) {
          for (const key of KEYS) await store.register(key, key);
          const others = KEYS.filter((key) => !key.startsWith(prefix));
          const name = JSON.stringify(prefix);
          same(await store.clear({ prefix }), KEYS.length - others.length, `the number of entries cleared of ${name}`);
          same(await store.keys({ order: "key" }), others, `the keys that are left without ${name}`);
        }
      },
    ),
    createCase("KS-RANGE-1", "a prefix goes with after, limit and reverse", async ({ openFresh }) => {
      const store = await openFresh();
      for (const key of ["b", "a/3", "a/1", "a/2", "a"]) await store.register(key, 1);
      const expected: readonly (readonly [options: IterateOptions, keys: readonly string[]])[] = [
        [{ prefix: "a/" }, ["a/1", "a/2", "a/3"]],
        [{ prefix: "a/", order: "key", reverse: true }, ["a/3", "a/2", "a/1"]],
        [{ prefix: "a/", after: "a/1" }, ["a/2", "a/3"]],
        [{ prefix: "a/", after: "a/3", reverse: true, limit: 1 }, ["a/2"]],
        [{ prefix: "a/", after: "0" }, ["a/1", "a/2", "a/3"]],
        [{ prefix: "a/", after: "b" }, []],
        [{ prefix: "", limit: 2 }, ["a", "a/1"]],
      ];
      for (const [options, keys] of expected) {
        same(await store.keys(options), keys, `keys(${JSON.stringify(options)})`);
        same(listKeys(await collectEntries(store.iterate(options))), keys, `iterate(${JSON.stringify(options)})`);
      }
    }),
    createCase("KS-RANGE-1", "a range alone is by key, and none goes with the order of age", async ({ openFresh }) => {
      const store = await openFresh();
      for (const key of ["b", "c", "a"]) await store.register(key, 1);
      for (const options of [{ from: "a" }, { to: "d" }, { prefix: "" }]) {
        same(await store.keys(options), ["a", "b", "c"], `keys(${JSON.stringify(options)})`);
        same(
          listKeys(await collectEntries(store.iterate(options))),
          ["a", "b", "c"],
          `iterate(${JSON.stringify(options)})`,
        );
        await failsWith("INVALID_INPUT", () => store.keys({ order: "age", ...options }), "keys");
        await failsWith("INVALID_INPUT", () => collectEntries(store.iterate({ order: "age", ...options })), "iterate");
      }
      same(await store.keys(), ["b", "c", "a"], "keys() without a range");
    }),
    createCase("KS-RANGE-1", "what is no prefix, or stands beside from or to, is refused", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("a", 1);
      for (const range of REFUSED) {
        const calls = {
          keys: () => store.keys(range),
          iterate: () => collectEntries(store.iterate(range)),
          count: () => store.count(range),
          clear: () => store.clear(range),
        };
        for (const [operation, call] of Object.entries(calls)) {
          await failsWith("INVALID_INPUT", call, operation);
        }
      }
      const error = await failsWith("INVALID_INPUT", () => store.clear({ prefix: "a", to: "b" }), "clear");
      expectMentions(error.message, ["prefix", "from", "to"], "the message");
      same(await store.count(), 1, "the number of entries after what was refused");
    }),
  ],
};
