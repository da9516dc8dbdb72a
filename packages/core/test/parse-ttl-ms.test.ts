import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTtlMs } from "../src/validation/parse-ttl-ms.js";
import { refusal } from "./support/refusal.js";

const NOW = 1_732_000_000_000;

describe("parseTtlMs", () => {
  it("KS-TTL-1 takes whole numbers from 1 that end on a valid date, and no others", () => {
    const numbers = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.maxSafeNat(),
      fc.integer({ min: 8.64e15 - NOW - 2, max: 8.64e15 - NOW + 2 }),
    );
    fc.assert(
      fc.property(numbers, (ttlMs) => {
        const good = Number.isInteger(ttlMs) && ttlMs >= 1 && !Number.isNaN(new Date(NOW + ttlMs).getTime());
        if (good) expect(parseTtlMs(ttlMs, NOW, "register")).toBe(ttlMs);
        else expect(refusal(() => parseTtlMs(ttlMs, NOW, "register")).code).toBe("KEYED_STORE_INVALID_INPUT");
      }),
      { numRuns: 1000 },
    );
  });

  it("KS-TTL-1 the last valid date is allowed, a millisecond more is not", () => {
    expect(parseTtlMs(8.64e15 - NOW, NOW, "register")).toBe(8.64e15 - NOW);
    const error = refusal(() => parseTtlMs(8.64e15 - NOW + 1, NOW, "register"));
    expect(error.message).toContain(String(8.64e15 - NOW));
  });

  it("KS-TTL-3 undefined is absent and null is never", () => {
    expect(parseTtlMs(undefined, NOW, "register")).toBeUndefined();
    expect(parseTtlMs(null, NOW, "register")).toBeNull();
  });

  it.each([0, -0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5", true, 5n, {}, [5], new Date(5)])(
    "KS-TTL-1 KS-ERR-3 refuses %s and names the argument",
    (ttlMs) => {
      const error = refusal(() => parseTtlMs(ttlMs, NOW, "touch", "defaultTtlMs"));
      expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
      expect(error.operation).toBe("touch");
      expect(error.message).toMatch(/^defaultTtlMs must be a whole number of milliseconds of at least 1, .*, was ./);
    },
  );
});
