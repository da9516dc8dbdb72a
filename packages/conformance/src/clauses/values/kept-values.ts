import { ok, same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import type { Harness } from "../../harness/harness.js";
import { collectEntries, VALUE_OPERATIONS } from "../../harness/operations.js";

const shared = { same: "object" };

/** What is accepted, and what comes back where that is not the same. */
const KEPT: readonly (readonly [name: string, value: unknown, back?: unknown])[] = [
  ["null", null],
  ["false", false],
  ["true", true],
  ["0", 0],
  ["-0 as 0", -0, 0],
  ["-0 inside as 0", [{ zero: -0 }], [{ zero: 0 }]],
  ["large and small numbers", [Number.MAX_VALUE, Number.MIN_VALUE, Number.MAX_SAFE_INTEGER, 0.1 + 0.2, -1e21]],
  ["the empty string", ""],
  ["a string with U+0000", "a\u0000b"],
  ["a string that begins with U+FEFF", "\ufeffa"],
  ["line separators and controls", "\u2028\u2029\u0085\b\f\n\r\t\u001f\u007f"],
  ["text beyond the first plane", "\u{1f600}\u{10ffff}e\u0301\u00e9"],
  ["quotes and backslashes", "\"'\\`${"],
  ["an empty array and object", [[], {}]],
  ["__proto__ as data", JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1}}')],
  ["names that objects inherit", { toString: 1, hasOwnProperty: 2, valueOf: null }],
  ["an empty field name", { "": 1, " ": 2 }],
  ["an object without a prototype, as an ordinary one", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["a proxy, by what it answers", new Proxy({ a: 1 }, {}), { a: 1 }],
  ["one object in two places", [shared, { shared }], [{ same: "object" }, { shared: { same: "object" } }]],
];

/** Fails unless each operation that stores a value gives back what is expected, whatever reads it. */
async function expectKept({ openFresh }: Harness, value: unknown, expected: unknown): Promise<void> {
  const store = await openFresh();
  for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
    await store.clear();
    await call(store, "key", value);
    same(await store.lookup("key"), expected, `lookup after ${operation}`);
    same((await store.lookupEntry("key"))?.value, expected, `lookupEntry after ${operation}`);
    same(await store.lookupMany(["key"]), [expected], `lookupMany after ${operation}`);
    same((await store.entries())[0]?.value, expected, `entries after ${operation}`);
    same((await collectEntries(store.iterate()))[0]?.value, expected, `iterate after ${operation}`);
    let seen: unknown;
    await store.update("key", (current) => {
      seen = current;
      return undefined;
    });
    same(seen, expected, `what update is given after ${operation}`);
    same(await store.consume("key"), expected, `consume after ${operation}`);
  }
  ok(!("polluted" in {}), "Object.prototype was changed");
}

export const keptValues: Group = {
  title: "Values that are kept",
  cases: [
    ...KEPT.map(([name, value, ...back]) =>
      createCase("KS-VALUE-2", `${name} comes back deep-equal from every operation`, (harness) =>
        expectKept(harness, value, back.length > 0 ? back[0] : value),
      ),
    ),
    createCase(
      "KS-VALUE-2",
      "an object of another realm, as an ordinary one comes back deep-equal from every operation",
      (harness) => expectKept(harness, harness.host.parseInOtherRealm('{"a":[1,{"b":2}]}'), { a: [1, { b: 2 }] }),
    ),
    createCase("KS-VALUE-2", "an object comes back with the ordinary prototype", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("key", Object.create(null));
      const back = await store.lookup("key");
      ok(Object.getPrototypeOf(back) === Object.prototype, "the prototype is not Object.prototype");
    }),
    createCase("KS-VALUE-2", "a value is captured before the call returns", async ({ openFresh }) => {
      const store = await openFresh();
      for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
        const value = { list: [1] };
        const writing = call(store, operation, value);
        value.list.push(2);
        await writing;
        value.list.push(3);
        // These run a function when their turn comes, which may be after the call returned.
        if (operation !== "update" && operation !== "modify")
          same(await store.lookup(operation), { list: [1] }, `the value that ${operation} stored`);
      }
    }),
    createCase(
      "KS-VALUE-2",
      "what was given is the caller's own: changing it changes nothing stored",
      async ({ openFresh }) => {
        const store = await openFresh<{ list: number[] }>();
        await store.register("key", { list: [1] });
        for (const read of [() => store.lookup("key"), async () => (await store.lookupEntry("key"))?.value]) {
          (await read())?.list.push(2);
          same(await store.lookup("key"), { list: [1] }, "the value after a read one was changed");
        }
      },
    ),
  ],
};
