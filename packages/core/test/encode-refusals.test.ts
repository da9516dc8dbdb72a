import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../src/contract/values/json-value.js";
import { formatValuePath } from "../src/values/value-path.js";
import { encode, nested } from "./support/encoding.js";
import { jsonValue, ownMembers } from "./support/json.js";
import { refusal } from "./support/refusal.js";

class Session {
  id = 1;
}
class List extends Array<number> {}

const sparse = [1, 2, 3];
Reflect.deleteProperty(sparse, 1);
const ofLength = (length: number): unknown[] => Object.assign([], { length });
const loop: unknown[] = [];
loop.push({ again: [loop] });

/** Everything that looks like a value and is none, with a word of what must be said about it. */
const CATALOGUE: readonly (readonly [name: string, make: () => unknown, says: string])[] = [
  ["undefined", () => undefined, "is undefined"],
  ["NaN", () => Number.NaN, "is NaN"],
  ["Infinity", () => Number.POSITIVE_INFINITY, "is Infinity"],
  ["-Infinity", () => Number.NEGATIVE_INFINITY, "is -Infinity"],
  ["a bigint", () => 42n, "is a bigint"],
  ["a function", () => () => 1, "is a function"],
  ["a class", () => Session, "is a function"],
  ["a symbol", () => Symbol("secret"), "is a symbol"],
  ["a lone high surrogate", () => "a\ud800", "lone surrogate"],
  ["a lone low surrogate", () => "\udc00", "lone surrogate"],
  ["a lone surrogate far back", () => `${"x".repeat(500)}\ud800`, "lone surrogate"],
  ["a member named by a lone surrogate", () => ({ "\ud800": 1 }), "lone surrogate"],
  ["a Date", () => new Date(0), "is an instance of Date"],
  ["a Date of another realm", () => runInNewContext("new Date(0)"), "is an instance of Date"],
  ["a Map", () => new Map(), "is an instance of Map"],
  ["a Set", () => new Set(), "is an instance of Set"],
  ["a WeakMap", () => new WeakMap(), "is an instance of WeakMap"],
  ["a RegExp", () => /a/, "is an instance of RegExp"],
  ["an Error", () => new Error("secret"), "is an instance of Error"],
  ["a Promise", () => Promise.resolve(1), "is an instance of Promise"],
  ["a Buffer", () => Buffer.from("secret"), "is an instance of Buffer"],
  ["an ArrayBuffer", () => new ArrayBuffer(2), "is an instance of ArrayBuffer"],
  ["a URL", () => new URL("file:///secret"), "is an instance of URL"],
  ["a boxed string", () => Object("secret"), "is an instance of String"],
  ["a boxed number", () => Object(1), "is an instance of Number"],
  ["a boxed boolean", () => Object(false), "is an instance of Boolean"],
  ["a boxed bigint", () => Object(1n), "is an instance of BigInt"],
  ["an instance of a class", () => new Session(), "is an instance of Session"],
  [
    "an instance of a class without a parent",
    () => Object.create(Object.create(null)),
    "is an object with a prototype of its own",
  ],
  ["an object made from another", () => Object.create({ inherited: 1 }), "is an object with a prototype of its own"],
  ["an object that claims to be plain", () => Object.create({ constructor: Object }), "with a prototype of its own"],
  ["an iterator", () => [1].values(), "is an"],
  ["a generator", () => (function* () {})(), "is an"],
  ["arguments", () => runInNewContext("(function () { return arguments; })(1)"), "has a symbol as a property"],
  ["Object.prototype", () => Object.prototype, "is not enumerable"],
  ["globalThis", () => globalThis, "is an"],
  ["an array of a class", () => List.of(1), "is an array of 1 with a prototype of its own"],
  [
    "an array without a prototype",
    () => Object.setPrototypeOf([1], null),
    "is an array of 1 with a prototype of its own",
  ],
  ["an array made from another", () => Object.setPrototypeOf([1], []), "is an array of 1 with a prototype of its own"],
  ["a sparse array", () => sparse, "sparse array"],
  ["an empty array of length 3", () => ofLength(3), "sparse array"],
  ["a sparse array as long as can be", () => ofLength(2 ** 32 - 1), "sparse array"],
  ["a sparse array with as many other properties", () => Object.assign(sparse.slice(), { extra: 1 }), "[1] is missing"],
  ["an array with another property", () => Object.assign([1], { extra: 1 }), "properties beside its elements"],
  ["a match of a pattern", () => /(?<a>.)/.exec("b"), "properties beside its elements"],
  [
    "an array with a hidden property",
    () => Object.defineProperty([1], "raw", { value: 1 }),
    "properties beside its elements",
  ],
  ["an array with a symbol", () => Object.assign([1], { [Symbol("s")]: 1 }), "properties beside its elements"],
  [
    "an array with a getter",
    () => Object.defineProperty([1], 0, { get: () => 1, enumerable: true }),
    "[0] is an accessor",
  ],
  [
    "an array with a hidden element",
    () => Object.defineProperty([1], 0, { enumerable: false }),
    "[0] is not enumerable",
  ],
  [
    "a getter",
    () => ({
      get secret() {
        return 1;
      },
    }),
    ".secret is an accessor",
  ],
  ["a setter", () => ({ set secret(_: number) {} }), ".secret is an accessor"],
  [
    "an accessor with neither",
    () => Reflect.apply(Object.defineProperty, Object, [{}, "a", { get: undefined, enumerable: true }]),
    ".a is an accessor",
  ],
  ["a symbol as a property", () => ({ [Symbol("secret")]: 1 }), "has a symbol as a property"],
  ["a hidden symbol", () => Object.defineProperty({}, Symbol.iterator, { value: 1 }), "has a symbol as a property"],
  ["a hidden property", () => Object.defineProperty({}, "a", { value: 1 }), ".a is not enumerable"],
  ["a toJSON of its own", () => ({ toJSON: () => 1 }), ".toJSON is a toJSON of its own"],
  ["a toJSON that is data", () => ({ toJSON: 1 }), ".toJSON is a toJSON of its own"],
  ["a hidden toJSON", () => Object.defineProperty({}, "toJSON", { value: () => 1 }), ".toJSON is not enumerable"],
  ["a cycle", () => loop, "contains itself"],
];

describe("what a store refuses", () => {
  it.each(CATALOGUE)("KS-VALUE-1 %s, at the top and inside", (_, make, says) => {
    for (const [value, path] of [
      [make(), "value"],
      [{ user: { tags: [1, 2, 3, make()] } }, "value.user.tags[3]"],
    ] as const) {
      const error = refusal(() => encode(value));
      expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
      expect(error.operation).toBe("register");
      expect(error.message).toContain(says);
      expect(error.message.startsWith(path)).toBe(true);
      expect(error.message).not.toContain("secret'");
      expect(error.cause).toBeUndefined();
    }
  });

  it("KS-VALUE-1 whatever is invalid is found and its path told, wherever it stands", () => {
    const planted = fc.constantFrom(...CATALOGUE.filter(([name]) => name !== "a cycle"));
    fc.assert(
      fc.property(jsonValue, fc.infiniteStream(fc.nat()), planted, (value, choices, [, make]) => {
        const { value: hostile, path } = plant(value, make(), choices);
        const error = refusal(() => encode(hostile));
        expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
        expect(error.message.startsWith(formatValuePath(path))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("KS-VALUE-1 a cycle is refused with a path, however long", () => {
    const self: Record<string, unknown> = {};
    self["me"] = self;
    expect(refusal(() => encode(self)).message).toContain("value.me contains itself");
    const far: unknown[] = [];
    far.push(nested(1000, far));
    expect(refusal(() => encode(far)).message).toContain("contains itself");
    const wide = { payload: "x".repeat(2_000_000), self: {} as unknown };
    wide.self = [wide];
    expect(refusal(() => encode(wide)).message).toContain("contains itself");
  });

  it("KS-VALUE-1 a cycle is found long before all that may be read is read", () => {
    let asked = 0;
    const around: unknown[] = [];
    around[0] = new Proxy([around], {
      getOwnPropertyDescriptor(target, name) {
        asked += 1;
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
    expect(refusal(() => encode(around)).message).toContain("contains itself");
    expect(asked).toBeLessThan(200);
  });

  it("KS-ERR-3 odd names are quoted and long paths shortened", () => {
    expect(refusal(() => encode({ "a b": { "": [{ é: undefined }] } })).message).toContain(
      'value["a b"][""][0]["é"] is',
    );
    const message = refusal(() => encode(nested(60, undefined))).message;
    expect(message).toContain(" … ");
    expect(message.length).toBeLessThan(300);
    expect(refusal(() => encode({ ["k".repeat(10_000)]: undefined })).message.length).toBeLessThan(300);
  });
});

/** The value with something put into one of its containers, and the way there; a scalar gives its place to it. */
function plant(
  value: JsonValue,
  planted: unknown,
  choices: fc.Stream<number>,
): { value: unknown; path: (string | number)[] } {
  const [choice = 0] = choices.take(1);
  if (Array.isArray(value)) {
    const elements: readonly JsonValue[] = value;
    const index = choice % (elements.length + 1);
    const inner =
      index === elements.length ? { value: planted, path: [] } : plant(elements[index] ?? null, planted, choices);
    return {
      value: [...elements.slice(0, index), inner.value, ...elements.slice(index + 1)],
      path: [index, ...inner.path],
    };
  }
  if (typeof value !== "object" || value === null) return { value: planted, path: [] };
  const members = Object.entries(value);
  const at = choice % (members.length + 1);
  const [name, old] = members[at] ?? ["planted", undefined];
  const inner = old === undefined ? { value: planted, path: [] } : plant(old, planted, choices);
  const changed = members.map(([key, member]) => [key, key === name ? inner.value : member] as const);
  return {
    value: ownMembers(old === undefined ? [...members, [name, planted]] : changed),
    path: [name, ...inner.path],
  };
}
