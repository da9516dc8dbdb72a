import type { Space } from "@keyed-store/core";
import { evictFromNamespace } from "./eviction.js";
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
 * it drives out an expired row or, where there is none, the oldest.
 */
export function writeUnhindered(work: Work, space: Space, ledger: NamespaceLedger, row: NewRow): void {
  const { key, json, createdAt, expiresAt } = row;
  const version = work.versions.next();
  const added = work.sql.insertNewEntry.run(ledger.id, key, json, createdAt, expiresAt, version);
  if (added === 0) work.sql.updateEntry.run(json, createdAt, expiresAt, version, ledger.id, key);
  noteAdded(ledger, added);
  noteRow(ledger, version, row);
  if (ledger.entries > space.maxEntries && purgeNamespace(work, ledger, 1) === 0) evictFromNamespace(work, ledger, 1);
}
