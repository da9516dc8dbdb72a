import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Limits } from "../src/contract/limits.js";
import { assertKey, assertNamespaceName, assertOwnerName } from "../src/validation/assert-names.js";
import { DEFAULT_LIMITS } from "../src/validation/resolve-limits.js";
import { refusal } from "./support/refusal.js";

const isGoodKey = (key: string, limits: Limits = DEFAULT_LIMITS): boolean => {
  const bytes = Buffer.from(key, "utf8");
  const wellFormed = bytes.toString("utf8") === key;
  return wellFormed && !bytes.includes(0) && bytes.length >= 1 && bytes.length <= limits.maxKeyBytes;
};

const accepts = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

describe("keys", () => {
  it("KS-NAME-1 takes exactly the well-formed texts of 1 to 512 bytes without U+0000", () => {
    const units = fc
      .array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7ff, max: 0xe000 }), fc.constant(0), fc.nat(0x7f)))
      .map((codes) => String.fromCharCode(...codes));
    const near = fc
      .tuple(fc.constantFrom("a", "é", "€", "😀"), fc.integer({ min: 120, max: 520 }))
      .map(([unit, n]) => unit.repeat(n));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), units, near), (key) => {
        expect(accepts(() => assertKey(key, DEFAULT_LIMITS, "register"))).toBe(isGoodKey(key));
      }),
      { numRuns: 300 },
    );
  });

  it.each(["a".repeat(512), "é".repeat(256), "😀".repeat(128), `${"€".repeat(170)}ab`])(
    "KS-NAME-1 512 bytes fit, one more does not: %#",
    (key) => {
      expect(accepts(() => assertKey(key, DEFAULT_LIMITS, "register"))).toBe(true);
      const error = refusal(() => assertKey(`${key}a`, DEFAULT_LIMITS, "register"));
      expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
      expect(error.operation).toBe("register");
      expect(error.message).toContain("513");
      expect(error.message).toContain("512");
    },
  );

  it.each([" a ", "A", "a\u0301", "\u00e1", "\u001f", "\u007f", "\ufeffa", "__proto__", "../x"])(
    "KS-NAME-1 nothing is trimmed or normalised: %j",
    (key) => {
      expect(accepts(() => assertKey(key, DEFAULT_LIMITS, "register"))).toBe(true);
    },
  );

  it.each([
    ["", "empty"],
    ["a\0b", "U+0000"],
    ["\0", "U+0000"],
    ["é\0", "U+0000"],
    ["a\ud800", "lone surrogate at position 1"],
    ["\udc00", "lone surrogate"],
    [undefined, "undefined"],
    [null, "null"],
    [7, "a number"],
    [Symbol("s"), "a symbol"],
    [new String("a"), "an instance of String"],
    [["a"], "an array of 1"],
  ])("KS-NAME-1 KS-ERR-3 refuses %j and says why", (key, why) => {
    const error = refusal(() => assertKey(key, DEFAULT_LIMITS, "lookup"));
    expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
    expect(error.message).toContain("key must be");
    expect(error.message).toContain(why);
  });

  it("KS-NAME-1 goes by the store's limits", () => {
    const limits = { ...DEFAULT_LIMITS, maxKeyBytes: 3 };
    expect(accepts(() => assertKey("€", limits, "register"))).toBe(true);
    expect(accepts(() => assertKey("€a", limits, "register"))).toBe(false);
    expect(accepts(() => assertKey("abcd", limits, "register"))).toBe(false);
  });
});

describe.each([
  ["namespace", assertNamespaceName, /^[A-Za-z0-9][A-Za-z0-9._-]*$/, 128],
  ["owner", assertOwnerName, /^[A-Za-z0-9@][A-Za-z0-9@._:/-]*$/, 214],
] as const)("%s", (argument, check, pattern, longest) => {
  const accepted = (name: unknown): boolean =>
    accepts(() => {
      check(name, DEFAULT_LIMITS, "open");
    });

  it("KS-NAME-2 takes exactly what the pattern and the length allow", () => {
    const likely = fc.string({ unit: fc.constantFrom(...Array.from("aZ09@._:/- \n\0é\u017f\u212a")) });
    fc.assert(
      fc.property(fc.oneof(likely, fc.string(), fc.string({ unit: "binary" })), (name) => {
        expect(accepted(name)).toBe(pattern.test(name) && name.length <= longest);
      }),
    );
  });

  it("KS-NAME-2 the longest fits, one more does not", () => {
    expect(accepted("n".repeat(longest))).toBe(true);
    const error = refusal(() => check("n".repeat(longest + 1), DEFAULT_LIMITS, "open"));
    expect(error.message).toBe(`${argument} must be at most ${longest} bytes long, was ${longest + 1}.`);
  });

  it.each(["", ".a", "-a", "_a", "a b", "a\n", "ä", "a\0"])("KS-NAME-2 KS-ERR-3 refuses %j by name", (name) => {
    const error = refusal(() => check(name, DEFAULT_LIMITS, "open"));
    expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
    expect(error.message).toContain(`${argument} must start with`);
    expect(error.message).toContain(JSON.stringify(name));
  });

  it.each([undefined, null, 1, {}, ["a"]])("KS-NAME-2 refuses what is no string: %j", (name) => {
    expect(refusal(() => check(name, DEFAULT_LIMITS, "open")).message).toContain(`${argument} must be a string, was`);
  });
});

describe("limits on names", () => {
  it("KS-NAME-2 a longer namespace can be allowed", () => {
    const limits = { ...DEFAULT_LIMITS, maxNamespaceBytes: 129 };
    expect(accepts(() => assertNamespaceName("n".repeat(129), limits, "open"))).toBe(true);
  });
});
