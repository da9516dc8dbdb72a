import type { Space } from "@keyed-store/core";
import { SqliteFailure } from "../../driver/driver.js";
import { settleEvictions, tellEvicted } from "../capacity/eviction.js";
import { isFarFromFull } from "../capacity/near-full.js";
import { purgeNamespace } from "../capacity/purge-expired.js";
import type { Work } from "../context/kernel-context.js";
import { type NamespaceLedger, noteAdded, noteExpiry } from "../counters/counters.js";
import type { NewRow } from "../rows/new-row.js";

/**
 * Whether so many writes to a namespace can be neither refused nor worth a warning, whatever is there: the common case,
 * in which nothing need be looked up before writing.
 */
export function isUnhindered(work: Work, space: Space, ledger: NamespaceLedger, writes: number): boolean {
  return (
    space.overflow === "evict-oldest" &&
    work.additions === undefined &&
    ledger.id !== 0 &&
    ledger.evictable === 1 &&
    ledger.entries - ledger.owed <= space.maxEntries &&
    isFarFromFull(ledger.owner.entries + writes - 1, space.maxEntriesPerOwner)
  );
}

/**
 * Writes a row to such a namespace. In the place of another row, live or expired, it changes no counter; as a new one
 * in a full namespace it drives out an expired row or, where there is none, the oldest.
 */
export function writeUnhindered(work: Work, space: Space, ledger: NamespaceLedger, row: NewRow): void {
  const version = work.versions.next();
  if (!insert(work, ledger, row, version)) {
    // What is owed may be this very row.
    settleEvictions(work);
    if (!insert(work, ledger, row, version)) {
      overwrite(work, ledger, row, version);
      return;
    }
  }
  noteInserted(work, space, ledger, row);
}

/** Notes that a row was inserted, and drives out what then is too much. */
export function noteInserted(work: Work, space: Space, ledger: NamespaceLedger, row: NewRow): void {
  noteAdded(ledger, 1);
  noteExpiry(ledger, row.expiresAt);
  if (ledger.entries - ledger.owed > space.maxEntries && purgeNamespace(work, ledger, 1) === 0) oweOne(work, ledger);
}

function insert(work: Work, ledger: NamespaceLedger, row: NewRow, version: number): boolean {
  const { id } = ledger;
  return work.sql.insertNewEntry.run(id, version, id, row.key, row.json, row.createdAt, row.expiresAt) === 1;
}

function overwrite(work: Work, ledger: NamespaceLedger, row: NewRow, version: number): void {
  const { id } = ledger;
  const changed = work.sql.updateEntry.run(id, version, row.json, row.createdAt, row.expiresAt, id, row.key);
  if (changed === 0) throw new SqliteFailure("SQLITE_CORRUPT", "a version that was never given out is in use");
  noteExpiry(ledger, row.expiresAt);
}

/** The oldest row must go, at the latest before anything looks at the namespace: of many that go together each costs less. */
function oweOne(work: Work, ledger: NamespaceLedger): void {
  ledger.owed += 1;
  work.indebted = ledger;
  tellEvicted(work, ledger, 1, "namespace");
}
