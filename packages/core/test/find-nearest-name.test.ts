import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNearestName } from "../src/text/find-nearest-name.js";

const NAMES = ["maxEntries", "defaultTtlMs", "overflow", "namespace", "owner", "schema", "undefinedFields"];

describe("findNearestName", () => {
  it.each([
    ["maxEntires", "maxEntries"],
    ["maxentries", "maxEntries"],
    ["ttlMs", "defaultTtlMs"],
    ["ttl", "defaultTtlMs"],
    ["max", "maxEntries"],
    ["un", undefined],
    ["overlow", "overflow"],
    ["nameSpace", "namespace"],
    ["Owner", "owner"],
    ["shema", "schema"],
    ["undefinedField", "undefinedFields"],
    ["completelyElse", undefined],
    ["", undefined],
  ])("%j was probably meant to be %j", (name, meant) => {
    expect(findNearestName(name, NAMES)).toBe(meant);
  });

  it("a name is nearest to itself", () => {
    for (const name of NAMES) expect(findNearestName(name, NAMES)).toBe(name);
  });

  it("one edit is always near enough for a name of three letters and more", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.nat(), fc.constantFrom("x", ""), (name, at, instead) => {
        const index = at % name.length;
        const typo = name.slice(0, index) + instead + name.slice(index + 1);
        expect(findNearestName(typo, [name])).toBe(name);
      }),
    );
  });

  it("of two that are as near, the first is told", () => {
    expect(findNearestName("abd", ["xyz", "abc", "abe"])).toBe("abc");
  });

  it.each([
    ["dir", "directory"],
    ["file", "fileName"],
    ["lock", "clock"],
    ["timeout", "busyTimeoutMs"],
  ])("of the options to open a store, %j was probably meant to be %j", (name, meant) => {
    expect(findNearestName(name, ["directory", "fileName", "backend", "busyTimeoutMs", "clock"])).toBe(meant);
  });

  it("does not look at very long names", () => {
    expect(findNearestName("m".repeat(1_000_000), NAMES)).toBeUndefined();
  });
});
