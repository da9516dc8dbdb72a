import type { EntryVersion, EpochMs, StoredEntry } from "@keyed-store/core";
import type { NamespaceId } from "../counters/counters.js";
import { copyText } from "./copy-text.js";
import { estimateRowBytes, NAMESPACE_BYTES } from "./estimate-row-bytes.js";

/** What the file has under a key: a sound row, live or expired, or `null` for none. */
export type CachedRow = StoredEntry | null;

/**
 * The rows that were last read or written through one connection, as the file has them while no other connection commits: the
 * kernel clears it when one did, and when a change of its own was undone. Whoever changes rows by SQL says so here.
 */
export interface RowCache {
  /** The row of a key; `undefined` where it is not known. */
  find(namespaceId: NamespaceId, key: string): CachedRow | undefined;
  /** The key has this row from now on. */
  store(namespaceId: NamespaceId, key: string, row: CachedRow): void;
  /** The row of a key has changed. */
  drop(namespaceId: NamespaceId, key: string): void;
  /** Any rows of a namespace have changed. */
  dropNamespace(namespaceId: NamespaceId): void;
  /** The oldest rows of a namespace were deleted, whatever their keys. */
  onOldestDeleted(namespaceId: NamespaceId): void;
  /** Rows of a namespace that expire by then were deleted, whatever their keys. */
  onExpiredDeleted(namespaceId: NamespaceId, expiresAtOrBefore: EpochMs): void;
  clear(): void;
}

/**
 * The rows of one namespace in two generations: a key that is in both has the young row. What is used is young; when the young fill half
 * of the cache they become the old, and the old are gone. So a hit costs no more than finding it.
 */
interface NamespaceRows {
  young: Map<string, CachedRow>;
  old: Map<string, CachedRow>;
  /** Older rows were deleted; `undefined` where it is not known yet up to which. */
  oldestVersion: EntryVersion | undefined;
  /** Rows that expire by then may have been deleted. */
  expiredDeletedUpTo: EpochMs;
}

/**
 * A cache that takes `maxBytes` at most, as {@link estimateRowBytes} counts them: with 0, it never knows anything. `readOldestVersion` gives
 * the version of the oldest row of a namespace, live or not.
 */
export function createRowCache(
  maxBytes: number,
  readOldestVersion: (namespaceId: NamespaceId) => EntryVersion | undefined,
): RowCache {
  const maxYoungBytes = maxBytes / 2;
  const namespaces = new Map<NamespaceId, NamespaceRows>();
  let youngBytes = 0;

  function storeYoungRow(rows: NamespaceRows, key: string, row: CachedRow): void {
    const before = rows.young.get(key);
    if (before !== undefined) youngBytes -= estimateRowBytes(key, before);
    youngBytes += estimateRowBytes(key, row);
    rows.young.set(key, row);
    if (youngBytes > maxYoungBytes) makeYoungRowsOld();
  }

  function makeYoungRowsOld(): void {
    youngBytes = 0;
    for (const [id, rows] of namespaces) {
      if (rows.young.size === 0) {
        namespaces.delete(id);
        continue;
      }
      rows.old = rows.young;
      rows.young = new Map();
      youngBytes += NAMESPACE_BYTES;
    }
  }

  function getOrCreateNamespaceRows(namespaceId: NamespaceId): NamespaceRows {
    const known = namespaces.get(namespaceId);
    if (known !== undefined) return known;
    const rows: NamespaceRows = {
      young: new Map(),
      old: new Map(),
      oldestVersion: 0,
      expiredDeletedUpTo: Number.NEGATIVE_INFINITY,
    };
    namespaces.set(namespaceId, rows);
    youngBytes += NAMESPACE_BYTES;
    return rows;
  }

  function drop(namespaceId: NamespaceId, key: string): void {
    const rows = namespaces.get(namespaceId);
    if (rows === undefined) return;
    const young = rows.young.get(key);
    if (young !== undefined) youngBytes -= estimateRowBytes(key, young);
    rows.young.delete(key);
    rows.old.delete(key);
  }

  function findAndMakeYoung(rows: NamespaceRows, key: string): CachedRow | undefined {
    const young = rows.young.get(key);
    if (young !== undefined) return young;
    const old = rows.old.get(key);
    if (old !== undefined) storeYoungRow(rows, key, old);
    return old;
  }

  function isKnownToBeThere(namespaceId: NamespaceId, rows: NamespaceRows, row: StoredEntry): boolean {
    if (row.expiresAt !== null && row.expiresAt <= rows.expiredDeletedUpTo) return false;
    rows.oldestVersion ??= readOldestVersion(namespaceId);
    if (rows.oldestVersion === undefined) namespaces.delete(namespaceId);
    return rows.oldestVersion !== undefined && row.version >= rows.oldestVersion;
  }

  return {
    find(namespaceId, key) {
      const rows = namespaces.get(namespaceId);
      if (rows === undefined) return undefined;
      const row = findAndMakeYoung(rows, key);
      if (row === undefined || row === null) return row;
      return isKnownToBeThere(namespaceId, rows, row) ? row : undefined;
    },
    store(namespaceId, key, row) {
      if (estimateRowBytes(key, row) + NAMESPACE_BYTES > maxYoungBytes) {
        drop(namespaceId, key);
        return;
      }
      const ownKey = copyText(key);
      storeYoungRow(getOrCreateNamespaceRows(namespaceId), ownKey, row && withKey(row, ownKey));
    },
    drop,
    dropNamespace(namespaceId) {
      namespaces.delete(namespaceId);
    },
    onOldestDeleted(namespaceId) {
      const rows = namespaces.get(namespaceId);
      if (rows !== undefined) rows.oldestVersion = undefined;
    },
    onExpiredDeleted(namespaceId, expiresAtOrBefore) {
      const rows = namespaces.get(namespaceId);
      if (rows !== undefined) rows.expiredDeletedUpTo = Math.max(rows.expiredDeletedUpTo, expiresAtOrBefore);
    },
    clear() {
      namespaces.clear();
      youngBytes = 0;
    },
  };
}

function withKey({ json, createdAt, expiresAt, version }: StoredEntry, key: string): StoredEntry {
  return { key, json, createdAt, expiresAt, version };
}
