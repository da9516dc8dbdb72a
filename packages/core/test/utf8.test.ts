import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareUtf8, countUtf8Bytes, findLoneSurrogateIndex } from "../src/text/utf8.js";

const wellFormed = fc.string({ unit: "binary" });
/** Any sequence of UTF-16 units, surrogates in all arrangements among them. */
const anyUnits = fc
  .array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7fe, max: 0xe001 })))
  .map((units) => String.fromCharCode(...units));

describe("utf8Length", () => {
  it("counts the bytes that an encoder writes", () => {
    fc.assert(
      fc.property(fc.oneof(wellFormed, anyUnits), (text) => countUtf8Bytes(text) === Buffer.byteLength(text, "utf8")),
    );
  });

  it.each([
    ["", 0],
    ["\u007f", 1],
    ["\u0080", 2],
    ["\u07ff", 2],
    ["\u0800", 3],
    ["\uffff", 3],
    ["😀", 4],
    ["\ud83d", 3],
    ["\ude00\ud83d", 6],
  ])("knows the edges of each length: %j", (text, bytes) => {
    expect(countUtf8Bytes(text)).toBe(bytes);
  });
});

describe("compareUtf8", () => {
  it("orders as the bytes do", () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it("puts surrogate pairs after U+E000 to U+FFFF, unlike the order of UTF-16 units", () => {
    const texts = ["😀", "\uff61"];
    expect(texts.toSorted(compareUtf8)).toEqual(["\uff61", "😀"]);
    expect(texts.toSorted()).toEqual(["😀", "\uff61"]);
  });

  it("orders a prefix first and finds equal what is equal", () => {
    expect(compareUtf8("a", "ab")).toBeLessThan(0);
    expect(compareUtf8("", "a")).toBeLessThan(0);
    expect(compareUtf8("aé😀", "aé😀")).toBe(0);
  });
});

describe("findLoneSurrogate", () => {
  it("finds a half that a decoder would not give back, and no whole pair", () => {
    fc.assert(
      fc.property(fc.oneof(wellFormed, anyUnits), (text) => {
        const survives = Buffer.from(text, "utf8").toString("utf8") === text;
        expect(findLoneSurrogateIndex(text) === -1).toBe(survives);
      }),
    );
  });

  it.each([
    ["a\ud83d", 1],
    ["\ude00\ud83d", 0],
    ["😀\udc00", 2],
  ])("says where: %j", (text, position) => {
    expect(findLoneSurrogateIndex(text)).toBe(position);
  });
});
