import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossesNearFullThreshold } from "../src/rules/crosses-near-full-threshold.js";

describe("crossesNearFull", () => {
  it.each([
    [8, 9, 10, true],
    [9, 10, 10, false],
    [7, 8, 10, false],
    [0, 10, 10, true],
    [0, 1, 1, true],
    [1, 1, 1, false],
    [1, 2, 2, true],
    [899, 900, 1000, true],
    [898, 899, 1000, false],
    [900, 899, 1000, false],
    [98, 99, 110, true],
    [5, 6, Number.POSITIVE_INFINITY, false],
  ])("from %d to %d of %d: %s", (before, after, max, crosses) => {
    expect(crossesNearFullThreshold(before, after, max)).toBe(crosses);
  });

  it("happens exactly once on the way up, at the first whole number that is nine tenths or more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (max) => {
        const crossed = Array.from({ length: max }, (_, n) => n + 1).filter((n) =>
          crossesNearFullThreshold(n - 1, n, max),
        );
        expect(crossed).toHaveLength(1);
        const [at = 0] = crossed;
        expect(at * 10).toBeGreaterThanOrEqual(max * 9);
        expect((at - 1) * 10).toBeLessThan(max * 9);
      }),
    );
  });
});
