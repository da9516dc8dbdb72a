import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { KEY_OPERATIONS, listKeys } from "../../harness/operations.js";

// Each pair is one that some store made meet: trimmed, case-folded, normalised, cut at NUL, read as a pattern.
const DISTINCT = [
  " ",
  "a",
  " a",
  "a ",
  "a\n",
  "A",
  "\u00e9",
  "e\u0301",
  "\ufeffa",
  "\u0001",
  "\u007f",
  "%",
  "_",
  "a%",
  "*",
  "?",
  "'",
  '"',
  "\\",
  "\\u0000",
  "';--",
  "__proto__",
  "constructor",
  "toString",
  "0",
  "00",
  "1e3",
  "null",
  "undefined",
  "true",
  "/",
  "..",
  "\u202e",
  "\uffff",
  "\u{10ffff}",
  "\u{1f600}",
  "k".repeat(512),
  "\u20ac".repeat(170),
  "\u{1f600}".repeat(128),
];

const REFUSED: readonly (readonly [name: string, key: unknown])[] = [
  ["the empty string", ""],
  ["a lone high surrogate", "a\ud83d"],
  ["a lone low surrogate", "\ude00a"],
  ["reversed surrogates", "\ude00\ud83d"],
  ["U+0000", "a\u0000b"],
  ["513 bytes of ASCII", "k".repeat(513)],
  ["513 bytes in 171 characters", "\u20ac".repeat(171)],
  ["a number", 1],
  ["null", null],
  ["undefined", undefined],
  ["an object", { toString: () => "a" }],
  ["an array", ["a"]],
  ["a String object", new String("a")],
  ["a symbol", Symbol("a")],
];

export const keys: Group = {
  title: "Keys",
  cases: [
    createCase(
      "KS-NAME-1",
      "keys are exact: look-alikes are different entries and come back as they were given",
      async ({ openFresh }) => {
        const store = await openFresh();
        for (const key of DISTINCT) await store.register(key, `value of ${key}`);
        same(await store.count(), DISTINCT.length, "the number of entries");
        for (const key of DISTINCT)
          same(await store.lookup(key), `value of ${key}`, `the value of ${JSON.stringify(key)}`);
        same(listKeys(await store.entries()), DISTINCT, "the keys of entries()");
        same((await store.lookupMany(DISTINCT)).length, DISTINCT.length, "the number of values of lookupMany");
        for (const key of DISTINCT) same((await store.lookupEntry(key))?.key, key, "the key of an entry");
        for (const key of DISTINCT)
          same(await store.consume(key), `value of ${key}`, `what consume(${JSON.stringify(key)}) gives`);
        same(await store.count(), 0, "the number of entries after each was consumed");
      },
    ),
    ...REFUSED.map(([name, key]) =>
      createCase("KS-NAME-1", `${name} is no key, for any operation`, async ({ openFresh }) => {
        const store = await openFresh();
        for (const [operation, call] of Object.entries(KEY_OPERATIONS)) {
          // A caller without types can pass anything.
          const error = await failsWith("INVALID_INPUT", () => call(store, key as string), operation);
          ok(/key/i.test(error.message), `the message of ${operation} does not name the key: ${error.message}`);
        }
        same(await store.count(), 0, "the number of entries after refused writes");
      }),
    ),
    createCase("KS-NAME-1", "maxKeyBytes moves the limit, counted in bytes of UTF-8", async ({ openFresh }) => {
      const store = await openFresh({}, { limits: { maxKeyBytes: 600 } });
      await store.register("k".repeat(600), 1);
      await store.register("\u20ac".repeat(200), 1);
      const error = await failsWith("INVALID_INPUT", () => store.register("\u20ac".repeat(201), 1), "register");
      expectMentions(error.message, ["603", "600"], "the message");
      same(await store.count(), 2, "the number of entries");
    }),
  ],
};
