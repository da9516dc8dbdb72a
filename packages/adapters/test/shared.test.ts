import type { JsonValue } from "@keyed-store/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHostKey, unescapeHostKey } from "../src/shared/host-key.js";
import { decodeHostValue, encodeHostValue } from "../src/shared/host-value.js";
import { createLazyStore } from "../src/shared/lazy-store.js";
import { lookupMany } from "../src/shared/lookup-many.js";
import { toJsonValue } from "../src/shared/to-json-value.js";
import { openStore } from "./support/stores.js";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0xd7ff, max: 0xe000 })).map((codes) => String.fromCharCode(...codes)),
  fc.array(fc.constantFrom("\\", "\0", ":", "a", "\ud800", "\udc00", "u0000", "0")).map((parts) => parts.join("")),
);

describe("what a host hands over", () => {
  const keyed = async () => (await openStore()).openKeyedStore<JsonValue>({ namespace: "n", maxEntries: 1 });
  /** Text that a store takes: half of a character is none. */
  const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

  it("comes back character by character, whatever the text", async () => {
    const store = await keyed();
    const json = fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.stringify(value));
    const nearJson = fc
      .tuple(json, fc.nat(), fc.constantFrom(" ", "0", '"', "{", "\n", ""))
      .map(([text, at, extra]) => {
        const position = at % (text.length + 1);
        return text.slice(0, position) + extra + text.slice(position);
      });
    const marked = json.chain((text) => fc.constantFrom(`{"json":${text}}`, `{"base64":${text}}`, `[${text}]`));
    const texts = fc.oneof(json, nearJson, marked, anyText).filter(isWellFormed);
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        await store.register("k", encodeHostValue(text));
        expect(decodeHostValue((await store.lookup("k")) ?? null)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['{"a":[1,2]}', { a: [1, 2] }],
    ["[1]", [1]],
    ["12", 12],
    ["true", true],
    ["null", null],
    ["hello", "hello"],
    ['"hello"', '"hello"'],
    ['{"a":12345678901234567890}', '{"a":12345678901234567890}'],
    ['{"a":"\\ud800"}', '{"a":"\\ud800"}'],
    ['{"base64":""}', '{"base64":""}'],
    ['{"toJSON":1}', '{"toJSON":1}'],
    [`${"[".repeat(65)}${"]".repeat(65)}`, `${"[".repeat(65)}${"]".repeat(65)}`],
  ])("is kept as what it says: %s", (text, stored) => {
    expect(encodeHostValue(text)).toEqual(stored);
  });

  it("comes back as bytes where it was bytes, of a part of a buffer too", async () => {
    const store = await keyed();
    const whole = Uint8Array.from({ length: 256 }, (_, index) => index);
    for (const bytes of [whole, whole.subarray(3, 7), new Uint8Array(0), Buffer.from("ü")]) {
      await store.register("k", encodeHostValue(bytes));
      expect(decodeHostValue((await store.lookup("k")) ?? null)).toEqual(Buffer.from(bytes));
    }
  });

  it("comes back as JSON keeps it where it was anything else", () => {
    const kept = (value: unknown): unknown => decodeHostValue(encodeHostValue(value));
    expect(kept({ at: new Date(0), gone: undefined, list: [undefined] })).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      list: [null],
    });
    expect(kept(undefined)).toBeNull();
    const refused = expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT" });
    expect(() => encodeHostValue({ secret: 1n })).toThrow(refused);
    expect(() => encodeHostValue({ toJSON: () => expect.unreachable("its own") })).toThrow("its own");
    expect(toJsonValue(() => {})).toBeUndefined();
  });
});

describe("a key of a host", () => {
  it("is a key that a store takes, comes back, and begins with what it began with", () => {
    fc.assert(
      fc.property(anyText, anyText, (key, other) => {
        const escaped = escapeHostKey(key);
        expect(Buffer.from(escaped).toString()).toBe(escaped);
        expect(escaped).not.toContain("\0");
        expect(unescapeHostKey(escaped)).toBe(key);
        expect(escapeHostKey(`${key}:${other}`).startsWith(escapeHostKey(`${key}:`))).toBe(true);
        expect(escapeHostKey(other).startsWith(`${escaped}:`)).toBe(other.startsWith(`${key}:`));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("many keys", () => {
  it("may be more than one read takes", async () => {
    const store = (await openStore()).openKeyedStore<string>({ namespace: "n", maxEntries: 20_000 });
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key) => store.register(key, key)));
    expect(await lookupMany(store, ["absent", ...keys])).toEqual([undefined, ...keys]);
    expect(await lookupMany(store, [])).toEqual([]);
  });
});

describe("a store that is opened at the first use", () => {
  const options = { namespace: "n", maxEntries: 5 };

  it("is opened once, and again where that failed", async () => {
    const store = await openStore();
    let attempts = 0;
    const lazy = createLazyStore(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("not yet");
      return store;
    });
    const open = lazy.namespace<number>(options);
    await expect(open()).rejects.toThrow("not yet");
    const [first, second] = await Promise.all([open(), lazy.namespace<number>({ ...options, namespace: "m" })()]);
    await first.register("k", 1);
    expect(await second.has("k")).toBe(false);
    expect(attempts).toBe(2);
  });

  it("is closed with the adapter, and never opened afterwards", async () => {
    const store = await openStore();
    const used = createLazyStore(() => store);
    await used.namespace(options)();
    await Promise.all([used.close(), used.close()]);
    expect(() => store.openKeyedStore(options)).toThrow(/closed/);

    const unused = createLazyStore(() => expect.unreachable());
    await unused.close();
    await expect(unused.namespace(options)()).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });

  it("is not closed where it was open", async () => {
    const store = await openStore();
    const lazy = createLazyStore(store);
    await lazy.close();
    expect(await (await lazy.namespace<number>(options)()).count()).toBe(0);
  });

  it("must be a store", async () => {
    const lazy = createLazyStore(() => ({}) as never);
    await expect(lazy.namespace(options)()).rejects.toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
  });
});
