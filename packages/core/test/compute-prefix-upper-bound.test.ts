import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computePrefixUpperBound } from "../src/text/compute-prefix-upper-bound.js";
import { compareUtf8 } from "../src/text/utf8.js";

describe("computePrefixUpperBound", () => {
  it.each([
    ["a", "b"],
    ["ab", "ac"],
    ["\u007f", "\u0080"],
    ["\ud7ff", "\ue000"],
    ["\uffff", "\u{10000}"],
    ["😀", "\u{1f601}"],
    ["a\u{10ffff}\u{10ffff}", "b"],
    ["\u{10ffff}", undefined],
    ["", undefined],
  ])("of %j is %j", (prefix, end) => {
    expect(computePrefixUpperBound(prefix)).toBe(end);
  });

  it("bounds just the texts that begin with the prefix", () => {
    const edge = fc.constantFrom("a", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}");
    const text = fc.string({ unit: fc.oneof(edge, fc.string({ unit: "binary", minLength: 1, maxLength: 1 })) });
    fc.assert(
      fc.property(text, text, fc.boolean(), (prefix, other, joined) => {
        const key = joined ? prefix + other : other;
        const end = computePrefixUpperBound(prefix);
        const isWithin = compareUtf8(key, prefix) >= 0 && (end === undefined || compareUtf8(key, end) < 0);
        expect(isWithin).toBe(key.startsWith(prefix));
      }),
    );
  });
});
