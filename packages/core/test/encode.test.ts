import { deepStrictEqual } from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeValue } from "../src/values/decode.js";
import { encode } from "./support/encoding.js";
import { jsonValue } from "./support/json.js";
import { refusal } from "./support/refusal.js";

describe("what a store takes", () => {
  it("KS-VALUE-2 any JSON value comes back deep-equal", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        // The runner's own comparison takes a member named "constructor" for the class of an object.
        deepStrictEqual(decodeValue(encode(value)), value);
      }),
      { numRuns: 500 },
    );
  });

  it("KS-VALUE-2 its text is the one that JSON.stringify gives", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(encode(value)).toBe(JSON.stringify(value));
      }),
      { numRuns: 500 },
    );
  });

  it.each(["", 0, false, null, true, -1.5, 1e300, "x", [], {}, [[]], [null], { a: {} }])(
    "KS-VALUE-1 takes %j, also at the top",
    (value) => {
      expect(encode(value)).toBe(JSON.stringify(value));
    },
  );

  it("KS-VALUE-2 -0 becomes 0", () => {
    expect(encode([-0, { a: -0 }])).toBe('[0,{"a":0}]');
    expect(encode(-0)).toBe("0");
  });

  it("KS-VALUE-2 __proto__ is a member like others", () => {
    const value = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":1}}');
    expect(encode(value)).toBe('{"__proto__":{"admin":true},"constructor":{"prototype":1}}');
  });

  it("KS-VALUE-2 the value is captured: what changes later is not stored", () => {
    const value = { list: [1, 2] };
    const text = encode(value);
    value.list.push(3);
    expect(text).toBe('{"list":[1,2]}');
  });

  it("KS-VALUE-1 takes objects without a prototype and those of other realms", () => {
    expect(encode(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
    expect(encode(runInNewContext('({ a: [1, { b: "c" }], d: Object.create(null) })'))).toBe(
      '{"a":[1,{"b":"c"}],"d":{}}',
    );
  });

  it("KS-VALUE-1 takes what is frozen and what is shared", () => {
    const shared = Object.freeze({ a: 1 });
    expect(encode(Object.freeze([shared, shared]))).toBe('[{"a":1},{"a":1}]');
  });

  it("KS-VALUE-1 leaves undefined members out of objects where the store says so, and only there", () => {
    const drop = { undefinedFields: "drop" } as const;
    expect(encode({ a: undefined, b: 1, c: undefined, d: { e: undefined } }, {}, drop)).toBe('{"b":1,"d":{}}');
    expect(encode({ a: 1, b: undefined }, {}, drop)).toBe('{"a":1}');
    expect(refusal(() => encode([undefined], {}, drop)).message).toContain("value[0] is undefined");
    expect(refusal(() => encode(undefined, {}, drop)).message).toContain("value is undefined");
    const { message } = refusal(() => encode({ a: undefined }));
    expect(message).toContain("value.a is undefined");
    expect(message).toContain('undefinedFields: "drop"');
  });

  it("KS-VALUE-1 escapes what JSON must and keeps the rest", () => {
    const text = Array.from({ length: 0x250 }, (_, unit) => String.fromCharCode(unit)).join("");
    for (const value of [
      text,
      "\u2028\u2029\ufeff\ufffe\uffff",
      "\\ud800",
      "😀\\\\udc00",
      "😀".repeat(20),
      `${"x".repeat(100)}"\\\n`,
    ]) {
      expect(encode(value)).toBe(JSON.stringify(value));
      expect(encode({ [value]: value })).toBe(JSON.stringify({ [value]: value }));
    }
  });

  it("no toJSON is called, wherever it comes from", () => {
    const prototypes = [Object.prototype, Array.prototype, String.prototype, Number.prototype];
    for (const prototype of prototypes) {
      Object.defineProperty(prototype, "toJSON", { value: () => "hijacked", configurable: true });
    }
    try {
      expect(encode({ a: ["b", 1, { c: 'd"' }] })).toBe('{"a":["b",1,{"c":"d\\""}]}');
    } finally {
      for (const prototype of prototypes) Reflect.deleteProperty(prototype, "toJSON");
    }
  });
});
