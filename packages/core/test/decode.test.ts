import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corruptEntryError } from "../src/errors/corrupt-entry-error.js";
import { quoteNameForMessage } from "../src/text/quote-name-for-message.js";
import { decodeValue, isParsableJsonText } from "../src/values/decode.js";

describe("decodeValue and isParsableJsonText", () => {
  it("KS-VALUE-4 sound is what can be decoded", () => {
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((json) => json.slice(1)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let decodes = true;
        try {
          decodeValue(text);
        } catch {
          decodes = false;
        }
        expect(isParsableJsonText(text)).toBe(decodes);
      }),
    );
  });

  it.each([undefined, null, 5, 5n, new Uint8Array([0x31]), {}, "", "{", "NaN", "undefined", "'a'", "\ufeff1"])(
    "KS-VALUE-4 is not sound: %s",
    (stored) => {
      expect(isParsableJsonText(stored)).toBe(false);
    },
  );

  it("KS-VALUE-2 __proto__ is data", () => {
    const value = decodeValue('{"__proto__":{"polluted":1}}');
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe("corruptEntryError", () => {
  it("KS-VALUE-4 KS-ERR-3 names the key and the way out, and nothing that is stored", () => {
    const error = corruptEntryError({ owner: "o", namespace: "n", key: "k\u0000\n", operation: "lookup" });
    expect(error.code).toBe("KEYED_STORE_CORRUPT");
    expect(error).toMatchObject({ owner: "o", namespace: "n", operation: "lookup", retryable: false });
    expect(error.message).toContain(quoteNameForMessage("k\u0000\n"));
    expect(error.message).toMatch(/register.*delete/);
    expect(error.cause).toBeUndefined();
  });

  it("keeps the cause it is given, and cuts a long key", () => {
    const cause = new Error("the schema wants a number at .count");
    const error = corruptEntryError({ owner: "o", namespace: "n", key: "k".repeat(512), cause });
    expect(error.cause).toBe(cause);
    expect(error.message.length).toBeLessThan(300);
  });
});
