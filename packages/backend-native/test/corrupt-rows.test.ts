import type { StoredEntry } from "@keyed-store/core";
import { expect, test } from "vitest";
import { expectExactCounters } from "./support/recount.js";
import { space } from "./support/space.js";
import { openNative, put, run, type SyncBackend } from "./support/store.js";
import { tampered } from "./support/tamper.js";

const HERE = space({ maxEntries: 3 });

/** What can be wrong with a row that the table still takes. */
const DAMAGES: readonly [name: string, sql: string][] = [
  ["text that is not JSON", "json = '{\"cut'"],
  ["empty text", "json = ''"],
  ["a time beyond all numbers", "created_at = 9223372036854775807"],
  ["an expiry beyond all numbers", "expires_at = 9223372036854775807"],
];

for (const [name, damage] of DAMAGES) {
  const damaged = (): SyncBackend => {
    const store = openNative();
    for (const key of ["a", "b", "c"]) run(store, put(HERE, key));
    return tampered(store, `UPDATE entry SET ${damage} WHERE key = 'a'`);
  };

  test(`KS-VALUE-4 ${name}: nothing of it is given out as sound, and the others are not affected`, () => {
    const store = damaged();
    expect(isJson((run(store, { kind: "get", ref: HERE, key: "a" }) as StoredEntry).json)).toBe(false);
    const failure = failureOf(() => run(store, { kind: "consume", ref: HERE, key: "a" }));
    expect(failure).toMatchObject({ code: "KEYED_STORE_CORRUPT", message: expect.stringContaining('"a"') });
    expect(failure.cause, "the parser's own error quotes the text").toBe(undefined);
    const scan = run(store, {
      kind: "scan",
      ref: HERE,
      order: "key",
      reverse: false,
      limit: Infinity,
    }) as StoredEntry[];
    expect(scan.map(({ key, json }) => [key, isJson(json)])).toEqual([
      ["a", false],
      ["b", true],
      ["c", true],
    ]);
    expect(run(store, { kind: "count", ref: HERE })).toBe(3);
    expect(run(store, { kind: "consume", ref: HERE, key: "b" })).toMatchObject({ json: '"b"' });
    store.close();
    expectExactCounters(store.databasePath);
  });

  test(`KS-VALUE-4 ${name}: what needs no value works on it`, () => {
    for (const mend of [
      (store: SyncBackend) => expect(run(store, { kind: "delete", ref: HERE, key: "a" })).toBe(true),
      (store: SyncBackend) => expect(run(store, put(HERE, "a"))).toBe(true),
      (store: SyncBackend) => expect(run(store, { kind: "clear", ref: HERE })).toBe(3),
      (store: SyncBackend) => expect(run(store, { kind: "clearOwner", owner: "owner" })).toBe(3),
      (store: SyncBackend) => expect(run(store, put(HERE, "a", { expected: null }))).toBe(false),
      (store: SyncBackend) =>
        expect(run(store, { kind: "touch", ref: HERE, key: "a", expiry: { ttlMs: 5 } })).toBe(true),
      (store: SyncBackend) => {
        run(store, { kind: "touch", ref: HERE, key: "a", expiry: { ttlMs: 5 } });
        expect(run(store, { kind: "sweep", limit: 5 }, 2_000)).toEqual({ removed: 1, more: false });
      },
      (store: SyncBackend) => {
        for (const key of ["d", "e", "f"]) run(store, put(HERE, key));
        expect(run(store, { kind: "count", ref: HERE })).toBe(3);
      },
    ]) {
      const store = damaged();
      mend(store);
      store.close();
      expectExactCounters(store.databasePath);
    }
  });
}

test("KS-VALUE-4 control: the table takes no row whose id is another namespace's", () => {
  const store = openNative();
  run(store, put(HERE, "a"));
  expect(() => tampered(store, "UPDATE entry SET id = 9223372036854775807")).toThrow("CHECK constraint failed");
});

test("KS-ORDER-1 a damaged time does not hold up the times of new entries", () => {
  const store = openNative();
  run(store, put(HERE, "a"));
  const mended = tampered(store, "UPDATE entry SET created_at = 9007199254740991");
  run(mended, put(HERE, "b"), 5_000);
  expect(run(mended, { kind: "get", ref: HERE, key: "b" })).toMatchObject({ createdAt: 5_000 });
  mended.close();
});

test.each([
  ["the row that versions are counted in is gone", "DELETE FROM store"],
  ["versions are counted beyond all numbers", "UPDATE store SET reserved_version = 9223372036854775807"],
  ["the owner of a namespace is gone", "DELETE FROM owner"],
])("KS-ATOM-2 %s: writes are CORRUPT and nothing of them happens", (_name, harm) => {
  const store = openNative();
  const soon = { ...HERE, ttlMs: 1 };
  run(store, put(soon, "a", { expiry: { ttlMs: 1 } }));
  const mended = tampered(store, harm);
  const command = harm.includes("owner") ? ({ kind: "sweep", limit: 5 } as const) : put(HERE, "b");
  expect(() => run(mended, command, 9_000)).toThrow(expect.objectContaining({ code: "KEYED_STORE_CORRUPT" }));
  expect(run(mended, { kind: "get", ref: HERE, key: "b" })).toBe(undefined);
  mended.close();
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function failureOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("It did not fail.");
}
