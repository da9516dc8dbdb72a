import type { StoredEntry } from "../backend/stored-entry.js";
import type { Table } from "./data.js";

/** Whether an expiry lies ahead. At its exact millisecond an entry is gone (KS-TTL-2). */
export function isAhead(expiresAt: number | null, now: number): boolean {
  return expiresAt === null || expiresAt > now;
}

/** The live entry of a key. */
export function liveEntry(table: Table, key: string, now: number): StoredEntry | undefined {
  const row = table.rows.get(key);
  return row !== undefined && isAhead(row.expiresAt, now) ? row : undefined;
}

/** All live entries, oldest first. */
export function liveEntries(table: Table, now: number): StoredEntry[] {
  return [...table.rows.values()].filter((row) => isAhead(row.expiresAt, now));
}

/** How many entries are live. */
export function countLive(table: Table, now: number): number {
  return now < table.firstExpiry ? table.rows.size : liveEntries(table, now).length;
}

/** Notes that a row was given an expiry. */
export function noteExpiry(table: Table, expiresAt: number | null): void {
  table.firstExpiry = Math.min(table.firstExpiry, expiresAt ?? Number.POSITIVE_INFINITY);
}

/** Removes all rows that are not live. */
export function dropExpired(table: Table, now: number): void {
  table.firstExpiry = Number.POSITIVE_INFINITY;
  for (const { key, expiresAt } of table.rows.values()) {
    if (isAhead(expiresAt, now)) noteExpiry(table, expiresAt);
    else table.rows.delete(key);
  }
}
