import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { VALUE_OPERATIONS } from "../../harness/operations.js";

class Instance {
  readonly member = 1;
}

const sparse = Object.assign([1], { length: 3 });
const cycle: unknown[] = [];
cycle.push({ cycle });

/** What is no value, each made anew so that a test cannot spoil the next. */
const REFUSED: readonly (readonly [name: string, make: () => unknown])[] = [
  ["undefined", () => undefined],
  ["NaN", () => Number.NaN],
  ["Infinity", () => Number.POSITIVE_INFINITY],
  ["-Infinity", () => Number.NEGATIVE_INFINITY],
  ["a bigint", () => 1n],
  ["a function", () => () => 1],
  ["a symbol", () => Symbol("s")],
  ["a string with a lone surrogate", () => "a\ud800b"],
  ["a field name with a lone surrogate", () => ({ "a\udc00": 1 })],
  ["a Date", () => new Date(0)],
  ["a Map", () => new Map([[1, 2]])],
  ["a Set", () => new Set([1])],
  ["a RegExp", () => /x/],
  ["an Error", () => new Error("x")],
  ["a Promise", () => Promise.resolve(1)],
  ["a typed array", () => new Uint8Array(2)],
  ["an ArrayBuffer", () => new ArrayBuffer(2)],
  ["a String object", () => new String("x")],
  ["a Number object", () => new Number(1)],
  ["a class instance", () => new Instance()],
  ["an object with a prototype of its own", () => Object.setPrototypeOf({}, { inherited: 1 }) as unknown],
  ["an array of a subclass", () => new (class Special extends Array<number> {})(1, 2)],
  ["a sparse array", () => sparse],
  ["an array with a further property", () => Object.assign([1], { extra: 1 })],
  ["an object with a symbol property", () => ({ [Symbol("s")]: 1 })],
  ["an object with a property that is not enumerable", () => Object.defineProperty({}, "hidden", { value: 1 })],
  ["an object with a toJSON of its own", () => ({ toJSON: () => 1 })],
  ["a cycle", () => cycle],
];

export const refusedValues: Group = {
  title: "Values that are refused",
  cases: [
    ...REFUSED.map(([name, make]) =>
      createCase(
        "KS-VALUE-1",
        `${name} is refused, on its own and deep inside, with the path to it`,
        async ({ openFresh }) => {
          const store = await openFresh();
          await store.register("before", 1);
          for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
            if (name !== "undefined" || operation !== "update") {
              await failsWith("INVALID_INPUT", () => call(store, "key", make()), operation);
            }
            const deep = { outer: [{ ok: 1 }, { culprit: make() }] };
            const error = await failsWith("INVALID_INPUT", () => call(store, "key", deep), operation);
            expectMentions(error.message, ["outer", "1", "culprit"], "the path to the culprit");
          }
          await failsWith("INVALID_INPUT", () => store.register("key", [make()]), "register");
          same(await store.count(), 1, "the number of entries after refused writes");
        },
      ),
    ),
    createCase(
      "KS-VALUE-1",
      "an accessor is refused and never run, in objects and in arrays",
      async ({ openFresh }) => {
        const store = await openFresh();
        let runs = 0;
        const accessor = { get: () => runs++, enumerable: true, configurable: true };
        await failsWith(
          "INVALID_INPUT",
          () => store.register("key", Object.defineProperty({}, "field", accessor)),
          "register",
        );
        await failsWith(
          "INVALID_INPUT",
          () => store.register("key", Object.defineProperty([1], "0", accessor)),
          "register",
        );
        await failsWith(
          "INVALID_INPUT",
          () => store.register("key", Object.defineProperty({}, "toJSON", accessor)),
          "register",
        );
        same(runs, 0, "the number of times a getter was run");
      },
    ),
    createCase(
      "KS-VALUE-1",
      "an undefined field is left out where the store says so, and only a field",
      async ({ openFresh }) => {
        const store = await openFresh({ undefinedFields: "drop" });
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          await call(store, operation, { kept: 1, dropped: undefined, inner: [{ dropped: undefined }] });
          same(await store.lookup(operation), { kept: 1, inner: [{}] }, `the value that ${operation} stored`);
        }
        await failsWith("INVALID_INPUT", () => store.register("key", undefined), "register");
        await failsWith("INVALID_INPUT", () => store.register("key", [undefined]), "register");
      },
    ),
    createCase("KS-VALUE-1", "invalid goes before too large", async ({ openFresh }) => {
      const store = await openFresh();
      const error = await failsWith(
        "INVALID_INPUT",
        () => store.register("key", ["x".repeat(70_000), Number.NaN]),
        "register",
      );
      ok(error.message.includes("1"), `the path to NaN is missing: ${error.message}`);
    }),
  ],
};
