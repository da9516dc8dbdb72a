import type { PutCommand, Space } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import { settleEvictions } from "../capacity/eviction.js";
import { makeRoom, setEvictable } from "../capacity/make-room.js";
import { tellNearFull } from "../capacity/near-full.js";
import { noteStep } from "../context/growth.js";
import type { Work } from "../context/kernel-context.js";
import { type NamespaceLedger, noteAdded, noteExpiry, noteRemoved } from "../counters/counters.js";
import { isAhead } from "../rows/is-unexpired.js";
import { type NewRow, newRow } from "../rows/new-row.js";
import { isUnhindered, writeUnhindered } from "./put-unchecked.js";

/** Writes a value where what is expected is there. */
export function put(work: Work, command: PutCommand): boolean {
  const { space, key, expected } = command;
  const ledger = work.ledgers.of(space);
  if (work.indebted !== undefined && work.indebted !== ledger) settleEvictions(work);
  const row = newRow(work.now, command);
  if (expected === undefined && isUnhindered(work, space, ledger, 1)) {
    writeUnhindered(work, space, ledger, row);
    return true;
  }
  settleEvictions(work);
  const found = work.sql.findEntry.get(ledger.id, key);
  if (!meets(found, expected, work.now)) return false;
  writeRow(work, space, ledger, found, row);
  return true;
}

/** Whether a row of `findEntry` is what is expected: `undefined` anything, `null` nothing live, else that version. */
export function meets(found: SqliteRow | undefined, expected: number | null | undefined, now: number): boolean {
  if (expected === undefined) return true;
  const live = found !== undefined && isAhead(found[1], now);
  return expected === null ? !live : live && found[0] === expected;
}

/** Writes a row in place of the live one that was found, or as a new one for which room is made. */
export function writeRow(
  work: Work,
  space: Space,
  ledger: NamespaceLedger,
  found: SqliteRow | undefined,
  row: NewRow,
): void {
  if (found !== undefined && isAhead(found[1], work.now)) {
    setEvictable(ledger, space);
    const version = work.versions.next();
    work.sql.updateEntry.run(ledger.id, version, row.json, row.createdAt, row.expiresAt, ledger.id, row.key);
    noteExpiry(ledger, row.expiresAt);
    noteStep(work.additions, space, ledger, 0);
    return;
  }
  dropExpired(work, ledger, found, row.key);
  const evicted = work.additions === undefined ? makeRoom(work, space, ledger) : 0;
  setEvictable(ledger, space);
  work.ledgers.establish(ledger);
  const version = work.versions.next();
  work.sql.insertEntry.run(ledger.id, version, ledger.id, row.key, row.json, row.createdAt, row.expiresAt);
  noteAdded(ledger, 1);
  noteExpiry(ledger, row.expiresAt);
  if (work.additions === undefined) tellNearFull(work, space, ledger, 1 - evicted);
  else noteStep(work.additions, space, ledger, 1);
}

/** Removes the row of a key that was found and is not live: it never takes room (KS-TTL-4). */
export function dropExpired(work: Work, ledger: NamespaceLedger, found: SqliteRow | undefined, key: string): void {
  if (found !== undefined) noteRemoved(ledger, work.sql.deleteEntry.run(ledger.id, key));
}
