import type { StoredEntry } from "../backend/stored-entry.js";
import type { EpochMs } from "../contract/clock.js";
import type { NamespaceTable } from "./memory-data.js";

/** Whether an expiry lies ahead. At its exact millisecond an entry is gone (KS-TTL-2). */
export function isUnexpired(expiresAt: EpochMs | null, now: EpochMs): boolean {
  return expiresAt === null || expiresAt > now;
}

/** The live entry of a key. */
export function findLiveEntry(table: NamespaceTable, key: string, now: EpochMs): StoredEntry | undefined {
  const row = table.rows.get(key);
  return row !== undefined && isUnexpired(row.expiresAt, now) ? row : undefined;
}

/** All live entries, oldest first. */
export function listLiveEntries(table: NamespaceTable, now: EpochMs): StoredEntry[] {
  return [...table.rows.values()].filter((row) => isUnexpired(row.expiresAt, now));
}

/** How many entries are live. */
export function countLiveEntries(table: NamespaceTable, now: EpochMs): number {
  return now < table.firstExpiry ? table.rows.size : listLiveEntries(table, now).length;
}

/** Notes that a row was given an expiry. */
export function lowerFirstExpiry(table: NamespaceTable, expiresAt: EpochMs | null): void {
  table.firstExpiry = Math.min(table.firstExpiry, expiresAt ?? Number.POSITIVE_INFINITY);
}

/** Removes all rows that are not live. */
export function removeExpiredEntries(table: NamespaceTable, now: EpochMs): void {
  table.firstExpiry = Number.POSITIVE_INFINITY;
  for (const { key, expiresAt } of table.rows.values()) {
    if (isUnexpired(expiresAt, now)) lowerFirstExpiry(table, expiresAt);
    else table.rows.delete(key);
  }
}
