import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, resolveLimits } from "../src/validation/resolve-limits.js";
import { refusal } from "./support/refusal.js";

describe("resolveLimits", () => {
  it("gives the defaults of the contract where nothing is given", () => {
    const defaults = {
      maxEntriesPerOwner: Number.POSITIVE_INFINITY,
      maxKeyBytes: 512,
      maxNamespaceBytes: 128,
      maxValueBytes: 65_536,
      maxDepth: 64,
    };
    expect(DEFAULT_LIMITS).toEqual(defaults);
    expect(resolveLimits(undefined, "open")).toEqual(defaults);
    expect(resolveLimits({}, "open")).toEqual(defaults);
    expect(resolveLimits({ maxDepth: undefined }, "open")).toEqual(defaults);
  });

  it.each(Object.keys(DEFAULT_LIMITS))("%s can be raised and lowered to 1", (name) => {
    expect(resolveLimits({ [name]: 1 }, "open")).toEqual({ ...DEFAULT_LIMITS, [name]: 1 });
    expect(resolveLimits({ [name]: 10_000_000 }, "open")).toEqual({ ...DEFAULT_LIMITS, [name]: 10_000_000 });
  });

  it.each(Object.keys(DEFAULT_LIMITS))("KS-ERR-3 %s must be a whole number of at least 1", (name) => {
    for (const bad of [0, -1, 1.5, Number.NaN, "10", null, 10n, Number.MAX_VALUE, {}]) {
      const error = refusal(() => resolveLimits({ [name]: bad }, "open"));
      expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
      expect(error.message).toContain(`limits.${name} must be a whole number of at least 1`);
    }
  });

  it("only maxEntriesPerOwner may be Infinity", () => {
    const unbounded = Number.POSITIVE_INFINITY;
    expect(resolveLimits({ maxEntriesPerOwner: unbounded }, "open").maxEntriesPerOwner).toBe(unbounded);
    for (const name of ["maxKeyBytes", "maxNamespaceBytes", "maxValueBytes", "maxDepth"]) {
      expect(refusal(() => resolveLimits({ [name]: unbounded }, "open")).message).toContain(`limits.${name}`);
    }
  });

  it("KS-ERR-3 an unknown name is refused with the nearest right one", () => {
    expect(refusal(() => resolveLimits({ maxKeyByte: 5 }, "open")).message).toContain('Did you mean "maxKeyBytes"?');
    expect(refusal(() => resolveLimits({ maxvaluebytes: 5 }, "open")).message).toContain('"maxValueBytes"');
    expect(refusal(() => resolveLimits({ zzz: 5 }, "open")).message).toContain("maxEntriesPerOwner, maxKeyBytes");
  });

  it("cannot be changed afterwards", () => {
    expect(Object.isFrozen(resolveLimits({ maxDepth: 2 }, "open"))).toBe(true);
    expect(Object.isFrozen(DEFAULT_LIMITS)).toBe(true);
  });
});
