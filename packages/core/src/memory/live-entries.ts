import type { StoredEntry } from "../backend/stored-entry.js";
import type { Table } from "./memory-data.js";

/** Whether an expiry lies ahead. At its exact millisecond an entry is gone (KS-TTL-2). */
export function isUnexpired(expiresAt: number | null, now: number): boolean {
  return expiresAt === null || expiresAt > now;
}

/** The live entry of a key. */
export function findLiveEntry(table: Table, key: string, now: number): StoredEntry | undefined {
  const row = table.rows.get(key);
  return row !== undefined && isUnexpired(row.expiresAt, now) ? row : undefined;
}

/** All live entries, oldest first. */
export function listLiveEntries(table: Table, now: number): StoredEntry[] {
  return [...table.rows.values()].filter((row) => isUnexpired(row.expiresAt, now));
}

/** How many entries are live. */
export function countLive(table: Table, now: number): number {
  return now < table.firstExpiry ? table.rows.size : listLiveEntries(table, now).length;
}

/** Notes that a row was given an expiry. */
export function trackExpiry(table: Table, expiresAt: number | null): void {
  table.firstExpiry = Math.min(table.firstExpiry, expiresAt ?? Number.POSITIVE_INFINITY);
}

/** Removes all rows that are not live. */
export function removeExpired(table: Table, now: number): void {
  table.firstExpiry = Number.POSITIVE_INFINITY;
  for (const { key, expiresAt } of table.rows.values()) {
    if (isUnexpired(expiresAt, now)) trackExpiry(table, expiresAt);
    else table.rows.delete(key);
  }
}
