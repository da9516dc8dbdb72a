import type { Space } from "@keyed-store/core";
import { SqliteFailure } from "../driver.js";
import { evictFromNamespace, tellEvicted } from "./eviction.js";
import { purgeNamespace } from "./expiry.js";
import { type NamespaceLedger, noteAdded } from "./ledger.js";
import { isFarFromFull } from "./near-full.js";
import { type NewRow, noteRow } from "./new-row.js";
import type { Work } from "./work.js";

/**
 * Whether a write to a namespace can be neither refused nor worth a warning, whatever is there: the common case, in
 * which nothing need be looked up before writing.
 */
export function isUnhindered(work: Work, space: Space, ledger: NamespaceLedger): boolean {
  return (
    space.overflow === "evict-oldest" &&
    work.additions === undefined &&
    ledger.id !== 0 &&
    ledger.evictable === 1 &&
    ledger.entries <= space.maxEntries &&
    isFarFromFull(ledger.owner.entries, space.maxEntriesPerOwner)
  );
}

/**
 * Writes a row to such a namespace. In the place of another row, live or expired, it changes no counter; as a new one
 * in a full namespace it drives out an expired row or, where there is none, the oldest.
 */
export function writeUnhindered(work: Work, space: Space, ledger: NamespaceLedger, row: NewRow): void {
  const version = work.versions.next();
  if (ledger.entries === space.maxEntries && !mayHaveExpired(work, ledger)) replaceOldest(work, ledger, row, version);
  else add(work, space, ledger, row, version);
  noteRow(ledger, version, row);
}

/** One statement in place of two. It leaves everything alone where the key is there, be it the oldest or another one. */
function replaceOldest(work: Work, ledger: NamespaceLedger, row: NewRow, version: number): void {
  const { key, json, createdAt, expiresAt } = row;
  const replaced = work.sql.replaceOldest.run(key, json, createdAt, expiresAt, version, ledger.id, key, ledger.id);
  if (replaced === 0) overwrite(work, ledger, row, version);
  else tellEvicted(work, ledger, 1, "namespace");
}

function add(work: Work, space: Space, ledger: NamespaceLedger, row: NewRow, version: number): void {
  const { key, json, createdAt, expiresAt } = row;
  const added = work.sql.insertNewEntry.run(ledger.id, key, json, createdAt, expiresAt, version);
  if (added === 0) {
    overwrite(work, ledger, row, version);
    return;
  }
  noteAdded(ledger, 1);
  if (ledger.entries > space.maxEntries && purgeNamespace(work, ledger, 1) === 0) evictFromNamespace(work, ledger, 1);
}

function overwrite(work: Work, ledger: NamespaceLedger, row: NewRow, version: number): void {
  const changed = work.sql.updateEntry.run(row.json, row.createdAt, row.expiresAt, version, ledger.id, row.key);
  if (changed === 0) throw new SqliteFailure("SQLITE_CORRUPT", "a version that was never given out is in use");
}

function mayHaveExpired(work: Work, ledger: NamespaceLedger): boolean {
  return ledger.nextExpiry !== null && ledger.nextExpiry <= work.now;
}
