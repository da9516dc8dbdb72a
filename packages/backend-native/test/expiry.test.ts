import type { Command, SweepResult } from "@keyed-store/core";
import { expect, test } from "vitest";
import { rows } from "./support/raw.js";
import { expectExactBooks } from "./support/recount.js";
import { space } from "./support/space.js";
import { openNative, put, run, type SyncBackend } from "./support/store.js";

const ROOMY = { maxEntries: 5_000, maxEntriesPerOwner: Number.POSITIVE_INFINITY };
const rowsIn = (store: SyncBackend): unknown[] => rows(store.databasePath, "SELECT key FROM entry ORDER BY key").flat();
const sweep = (limit: number): Command => ({ kind: "sweep", limit });

test("KS-TTL-5 a sweep removes at most its limit, oldest expiry first over all namespaces, and says whether more are left", () => {
  const store = openNative();
  const [one, two, three] = ["one", "two", "three"].map((namespace) => space({ ...ROOMY, namespace }));
  if (one === undefined || two === undefined || three === undefined) throw new Error("unreachable");
  // Expiries of three namespaces, interleaved; each key tells when it expires.
  [one, two, three].forEach((where, offset) => {
    for (let i = 0; i < 5; i++)
      run(store, put(where, `k${20 + 3 * i + offset}`, { expiry: { ttlMs: 20 + 3 * i + offset } }), 0);
    run(store, put(where, "never"), 0);
  });
  expect(run(store, sweep(4), 30)).toEqual({ removed: 4, more: true });
  expect(rowsIn(store)).not.toEqual(expect.arrayContaining(["k20", "k21", "k22", "k23"]));
  expect(rowsIn(store)).toEqual(expect.arrayContaining(["k24", "k25"]));
  expect(run(store, sweep(7), 30)).toEqual({ removed: 7, more: false });
  expect(run(store, sweep(7), 30)).toEqual({ removed: 0, more: false });
  expect(rowsIn(store)).toEqual(["k31", "k32", "k33", "k34", "never", "never", "never"]);
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-TTL-5 2,050 expired rows take three sweeps, and live ones and siblings are not touched", () => {
  const store = openNative();
  const here = space(ROOMY);
  store.execute(
    Array.from({ length: 2_050 }, (_, i) => [put(here, `k${i}`, { expiry: { ttlMs: 5 } })] as const),
    () => 0,
  );
  run(store, put(here, "live"), 0);
  const removed = [0, 1, 2, 3].map(() => run(store, sweep(1_024), 100) as SweepResult);
  expect(removed).toEqual([
    { removed: 1_024, more: true },
    { removed: 1_024, more: true },
    { removed: 2, more: false },
    { removed: 0, more: false },
  ]);
  expect(rowsIn(store)).toEqual(["live"]);
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-TTL-4 expired rows make room one by one, and only as many as are needed", () => {
  const store = openNative();
  const small = space({ maxEntries: 5 });
  for (let i = 0; i < 5; i++) run(store, put(small, `old${i}`, { expiry: { ttlMs: 5 } }), 0);
  run(store, put(small, "new"), 10);
  expect(rowsIn(store)).toEqual(["new", "old1", "old2", "old3", "old4"]);
  expect(run(store, { kind: "count", ref: small }, 10)).toBe(1);
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-TTL-4 expired rows of another namespace make room under the owner's limit", () => {
  const store = openNative();
  const [one, two] = ["one", "two"].map((namespace) => space({ namespace, maxEntries: 5, maxEntriesPerOwner: 5 }));
  if (one === undefined || two === undefined) throw new Error("unreachable");
  for (let i = 0; i < 5; i++) run(store, put(one, `old${i}`, { expiry: { ttlMs: i < 2 ? 5 : null } }), 0);
  run(store, put(two, "first"), 10);
  run(store, put(two, "second"), 10);
  expect(() => run(store, put(two, "third"), 10)).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_LIMIT_EXCEEDED" }),
  );
  expect(rowsIn(store)).toEqual(["first", "old2", "old3", "old4", "second"]);
  store.close();
  expectExactBooks(store.databasePath);
});

test("a namespace whose bound says that something expired, and where nothing did, is looked at once", () => {
  const store = openNative();
  const here = space({ ...ROOMY });
  run(store, put(here, "a", { expiry: { ttlMs: 5 } }), 0);
  run(store, { kind: "touch", ref: here, key: "a", expiry: { ttlMs: null } }, 1);
  expect(run(store, sweep(1), 10)).toEqual({ removed: 0, more: false });
  expect(rows(store.databasePath, "SELECT next_expiry FROM namespace")).toEqual([[null]]);
  store.close();
});
