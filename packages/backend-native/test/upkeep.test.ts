import { expect, test } from "vitest";
import { rows } from "./support/raw.js";
import { expectExactBooks } from "./support/recount.js";
import { space } from "./support/space.js";
import { openNative, put, run, type SyncBackend } from "./support/store.js";

const ROOMY = { maxEntries: 10_000, maxEntriesPerOwner: Number.POSITIVE_INFINITY };
const MINUTE = 60_000;
const numberOf = (store: SyncBackend, sql: string): number => (rows(store.databasePath, sql)[0] as [number])[0];
const pages = (store: SyncBackend): number => numberOf(store, "PRAGMA page_count");
const expired = (store: SyncBackend): number => numberOf(store, "SELECT count(*) FROM entry WHERE key LIKE 'old%'");

/** A store with so many entries in `old` that expire at 1,000. */
function withExpiring(count: number): SyncBackend {
  const store = openNative();
  const old = space({ ...ROOMY, namespace: "old" });
  store.execute(
    Array.from({ length: count }, (_, i) => [put(old, `old${i}`, { expiry: { ttlMs: 1_000 } })] as const),
    () => 0,
  );
  return store;
}

test("KS-TTL-5 who writes removes what is expired for a minute, at most twice as much as it writes", () => {
  const store = withExpiring(500);
  const here = space(ROOMY);
  const write = (count: number, now: number): void => {
    for (let i = 0; i < count; i++) run(store, put(here, `k${i}`), now);
  };
  write(64, 1_000 + MINUTE - 1);
  expect(expired(store)).toBe(500);
  write(63, 1_000 + MINUTE);
  expect(expired(store)).toBe(500);
  write(1, 1_000 + MINUTE);
  expect(expired(store)).toBe(500 - 128);
  write(64 * 3, 1_000 + MINUTE);
  expect(expired(store)).toBe(0);
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-TTL-5 what expired less than a minute ago is live again where the clock steps back", () => {
  const store = withExpiring(10);
  const here = space(ROOMY);
  for (let i = 0; i < 200; i++) run(store, put(here, `k${i}`), MINUTE);
  expect(run(store, { kind: "count", ref: space({ ...ROOMY, namespace: "old" }) }, 999)).toBe(10);
  store.close();
});

test("KS-TTL-5 a sweep by the way that fails leaves the write as it is", () => {
  const store = withExpiring(100);
  const here = space(ROOMY);
  // The row of another namespace contradicts its owner: whoever looks at it finds the store corrupt.
  rows(store.databasePath, "UPDATE namespace SET owner_id = 999 WHERE name = 'old' RETURNING 1");
  for (let i = 0; i < 200; i++) expect(run(store, put(here, `k${i}`), 10 * MINUTE)).toBe(true);
  expect(run(store, { kind: "count", ref: here }, 10 * MINUTE)).toBe(200);
  store.close();
});

test("the file shrinks in a bounded number of writes after much was removed, and its books stay right", () => {
  const large = space({ ...ROOMY, namespace: "large" });
  const store = openNative();
  const value = JSON.stringify("x".repeat(1_000));
  store.execute(
    Array.from({ length: 6_000 }, (_, i) => [put(large, `k${i}`, { json: value })] as const),
    () => 1_000,
  );
  const full = pages(store);
  run(store, { kind: "clear", ref: large });
  for (let i = 0; i < (8 * full) / 256; i++) run(store, put(large, "k"));
  expect(pages(store)).toBeLessThan(full / 20);
  store.close();
  expectExactBooks(store.databasePath);
});
