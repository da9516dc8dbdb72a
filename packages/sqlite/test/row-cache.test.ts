import type { StoredEntry } from "@keyed-store/core";
import { describe, expect, it } from "vitest";
import { estimateRowBytes } from "../src/kernel/cache/estimate-row-bytes.js";
import { createRowCache, type RowCache } from "../src/kernel/cache/row-cache.js";

const MAX_BYTES = 20_000;

const row = (key: string, version = 1, json = "1"): StoredEntry => ({
  key,
  json,
  createdAt: 0,
  expiresAt: null,
  version,
});

const keys = (count: number): string[] => Array.from({ length: count }, (_, index) => `key ${index}`);

/** A cache on a file from which nothing was ever evicted. */
const createCache = (maxBytes: number): RowCache => createRowCache(maxBytes, () => 1);

function countKnownBytes(cache: RowCache, candidates: readonly string[]): number {
  return candidates
    .map((key) => ({ key, known: cache.find(1, key) }))
    .reduce((sum, { key, known }) => sum + (known === undefined ? 0 : estimateRowBytes(key, known)), 0);
}

describe("the cache of rows", () => {
  it("keeps what was stored last, and never more than its size", () => {
    const all = keys(500);
    for (const value of [null, "short", "x".repeat(1_000)]) {
      const cache = createCache(MAX_BYTES);
      for (const [index, key] of all.entries()) {
        cache.store(1, key, value === null ? null : row(key, 1, value));
        expect(cache.find(1, key)).toEqual(value === null ? null : row(key, 1, value));
        if (index % 50 === 49) expect(countKnownBytes(cache, all)).toBeLessThanOrEqual(MAX_BYTES);
      }
      expect(countKnownBytes(cache, all)).toBeGreaterThan(0);
    }
  });

  it("keeps what is used again and again", () => {
    const cache = createCache(MAX_BYTES);
    cache.store(1, "used", row("used"));
    for (const key of keys(500)) {
      cache.store(1, key, row(key));
      expect(cache.find(1, "used")).toEqual(row("used"));
    }
    expect(cache.find(1, "key 0")).toBeUndefined();
  });

  it("counts a row that is written over once", () => {
    const cache = createCache(MAX_BYTES);
    cache.store(1, "beside", row("beside"));
    for (let version = 1; version <= 500; version++) cache.store(1, "key", row("key", version));
    expect(cache.find(1, "beside")).toEqual(row("beside"));
    expect(cache.find(1, "key")).toEqual(row("key", 500));
  });

  it("keeps no row that is larger than half of it, nor what was there before", () => {
    const cache = createCache(MAX_BYTES);
    cache.store(1, "key", row("key"));
    cache.store(1, "key", row("key", 2, "x".repeat(MAX_BYTES)));
    expect(cache.find(1, "key")).toBeUndefined();
  });

  it("knows nothing where it has no room", () => {
    const cache = createCache(0);
    cache.store(1, "key", row("key"));
    cache.store(1, "absent", null);
    expect(cache.find(1, "key")).toBeUndefined();
    expect(cache.find(1, "absent")).toBeUndefined();
  });

  it("asks once how far evictions went, and when somebody looks", () => {
    let asked = 0;
    const cache = createRowCache(MAX_BYTES, () => {
      asked += 1;
      return 2;
    });
    for (const version of [1, 2, 3]) cache.store(1, `key ${version}`, row(`key ${version}`, version));
    cache.onOldestDeleted(1);
    expect(asked).toBe(0);
    expect([1, 2, 3].map((version) => cache.find(1, `key ${version}`)?.version)).toEqual([undefined, 2, 3]);
    expect(asked).toBe(1);
  });

  it("tells namespaces apart", () => {
    const cache = createCache(MAX_BYTES);
    for (const namespaceId of [1, 2]) cache.store(namespaceId, "key", row("key", namespaceId));
    cache.dropNamespace(1);
    expect(cache.find(1, "key")).toBeUndefined();
    expect(cache.find(2, "key")).toEqual(row("key", 2));
  });
});
