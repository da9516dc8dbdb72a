import { describe, expect, it } from "vitest";
import { encode, nested } from "./support/encoding.js";
import { refusal } from "./support/refusal.js";

describe("how large a value may be", () => {
  it("KS-VALUE-3 65,534 ASCII characters fit, 65,535 do not", () => {
    expect(encode("x".repeat(65_534))).toHaveLength(65_536);
    const error = refusal(() => encode("x".repeat(65_535)));
    expect(error.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(error.message).toContain("65537 bytes");
    expect(error.message).toContain("65536 allowed");
  });

  it.each([
    ["é", 32_767, 0],
    ["€", 21_844, 2],
    ["😀", 16_383, 2],
    ['"', 32_767, 0],
    ["\u0001", 10_922, 2],
  ])("KS-VALUE-3 it is bytes of JSON text that count: %j", (character, times, filler) => {
    const fits = character.repeat(times) + "x".repeat(filler);
    expect(Buffer.byteLength(encode(fits))).toBe(65_536);
    const error = refusal(() => encode(`${fits}x`));
    expect(error.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(error.message).toContain("65537 bytes");
  });

  it("KS-VALUE-3 names, commas and brackets count too", () => {
    const value = { a: [1, 2], "€": ["éé", {}] };
    const maxValueBytes = Buffer.byteLength(JSON.stringify(value));
    expect(encode(value, { maxValueBytes })).toBe(JSON.stringify(value));
    const error = refusal(() => encode(value, { maxValueBytes: maxValueBytes - 1 }));
    expect(error.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(error.message).toContain(`${maxValueBytes} bytes`);
    expect(error.message).toContain(`${maxValueBytes - 1} allowed`);
  });

  it("KS-VALUE-3 64 nested containers are accepted, 65 refused", () => {
    expect(encode(nested(64))).toBe("[".repeat(64) + "]".repeat(64));
    expect(encode({ a: nested(63, 1), b: nested(63, { length: 0 }.length) })).toContain("[[");
    const error = refusal(() => encode(nested(65)));
    expect(error.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(error.message).toContain("65 arrays and objects");
    expect(error.message).toContain("64 allowed");
    expect(refusal(() => encode({ a: nested(64) })).code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
  });

  it("KS-VALUE-3 the limits are the store's", () => {
    expect(encode(nested(3), { maxDepth: 3 })).toBe("[[[]]]");
    expect(refusal(() => encode(nested(3), { maxDepth: 2 })).code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(encode(nested(20_000), { maxDepth: 20_000, maxValueBytes: 40_000 })).toHaveLength(40_000);
    expect(encode("x".repeat(1_000_000), { maxValueBytes: 1_000_002 })).toHaveLength(1_000_002);
    expect(encode(Array(200_000).fill(1), { maxValueBytes: 400_001 })).toHaveLength(400_001);
  });

  it("KS-ERR-3 tells the size of what is far too large, and no more", () => {
    expect(refusal(() => encode("s".repeat(10_000_000))).message).toBe(
      "value takes 10000002 bytes as JSON text, of 65536 allowed (limits.maxValueBytes).",
    );
    expect(refusal(() => encode(nested(100_000))).message).toContain("nests 100000 arrays and objects, of 64 allowed");
  });
});

describe("invalid goes before too large", () => {
  it.each([
    ["too long a text before", ["x".repeat(100_000), Number.NaN], "value[1] is NaN"],
    ["too deep a place", nested(100_000, Number.NaN), "is NaN"],
    ["after something too deep", [nested(1000), Number.NaN], "value[1] is NaN"],
    [
      "a long text with a lone surrogate",
      [`${"x".repeat(100_000)}\ud800`],
      "value[0] is a string with a lone surrogate",
    ],
    ["in the last of many members", [...Array(100_000).fill(1), undefined], "value[100000] is undefined"],
  ])("%s", (_, value, says) => {
    const error = refusal(() => encode(value));
    expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
    expect(error.message).toContain(says);
  });
});

const endless = (): unknown =>
  new Proxy([0], {
    getOwnPropertyDescriptor: (target, name) =>
      name === "0"
        ? { value: endless(), writable: true, enumerable: true, configurable: true }
        : Reflect.getOwnPropertyDescriptor(target, name),
  });
const doubling = (): unknown => {
  let value: unknown = [1];
  for (let i = 0; i < 60; i++) value = [value, value];
  return value;
};

describe("reading ends", () => {
  const nothing = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, undefined]));

  it.each([
    ["a proxy without an end", endless, /nests at least \d+ arrays/],
    ["shared parts that double at each level", doubling, /takes at least \d+ bytes/],
    ["a text of 100 MB", () => "x".repeat(100_000_000), /takes at least 100000000 bytes/],
    ["ten million elements", () => Array(10_000_000).fill(1), /takes at least 10000000 bytes/],
    ["many members that are left out", () => Array(3000).fill(nothing), /takes at least|too many members/],
  ])("KS-VALUE-3 %s", (_, make, says) => {
    const error = refusal(() => encode(make(), {}, { undefinedFields: "drop" }));
    expect(error.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(error.message).toMatch(says);
  });
});
