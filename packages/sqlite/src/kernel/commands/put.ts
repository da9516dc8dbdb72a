import type { NamespaceRef, PutCommand, ReplaceCommand, StoredEntry } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import { runPendingEvictions } from "../capacity/eviction.js";
import { makeRoom, setEvictable } from "../capacity/make-room.js";
import { addNearFullNotices } from "../capacity/near-full.js";
import { trackGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import { type NamespaceCounters, recordAdded, recordExpiry, recordRemoved } from "../counters/counters.js";
import { isAsExpected } from "../rows/is-as-expected.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { createNewRow, type NewRow } from "../rows/new-row.js";
import { canPutUnchecked, putUnchecked } from "./put-unchecked.js";

/** Writes a value where what is expected is there. */
export function put(context: KernelContext, command: PutCommand): boolean {
  const { ref, key, expected } = command;
  const counters = context.counters.ofNamespace(ref);
  if (context.evictionBacklog !== undefined && context.evictionBacklog !== counters) runPendingEvictions(context);
  const row = createNewRow(context.now, command);
  const isWritten = isUnexpired(row.expiresAt, context.now);
  if (expected === undefined && isWritten && canPutUnchecked(context, ref, counters, 1)) {
    putUnchecked(context, ref, counters, row);
    return true;
  }
  runPendingEvictions(context);
  const found = context.statements.findEntry.get(counters.id, key);
  if (!isAsExpected(found, command, context.now)) return false;
  writeRowUnlessExpired(context, ref, counters, found, row);
  return true;
}

/** Writes a value where what is expected is there; returns the entry as written, if it is. */
export function replace(context: KernelContext, command: ReplaceCommand): StoredEntry | undefined {
  const { ref, key } = command;
  const counters = context.counters.ofNamespace(ref);
  const found = context.statements.findEntry.get(counters.id, key);
  if (!isAsExpected(found, command, context.now)) return undefined;
  const row = createNewRow(context.now, command);
  return { ...row, version: writeRowUnlessExpired(context, ref, counters, found, row) };
}

/** Writes a row; one that has expired already only removes what is there (KS-TTL-7). Returns its version. */
export function writeRowUnlessExpired(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  found: SqliteRow | undefined,
  row: NewRow,
): number {
  if (isUnexpired(row.expiresAt, context.now)) return writeRow(context, ref, counters, found, row);
  removeFoundRow(context, ref, counters, found, row.key);
  return context.versions.next();
}

/** Removes the row of a key that was found, live or not, and counts it out. */
export function removeFoundRow(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  found: SqliteRow | undefined,
  key: string,
): void {
  deleteFoundRow(context, counters, found, key);
  if (found !== undefined && isUnexpired(found[1], context.now)) trackGrowth(context.growth, ref, counters, -1);
}

/** Writes a row in place of the live one that was found, or as a new one for which room is made; returns its version. */
export function writeRow(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  found: SqliteRow | undefined,
  row: NewRow,
): number {
  if (found !== undefined && isUnexpired(found[1], context.now)) {
    setEvictable(counters, ref);
    const version = context.versions.next();
    context.statements.updateEntry.run(
      counters.id,
      version,
      row.json,
      row.createdAt,
      row.expiresAt,
      counters.id,
      row.key,
    );
    recordExpiry(counters, row.expiresAt);
    trackGrowth(context.growth, ref, counters, 0);
    return version;
  }
  deleteFoundRow(context, counters, found, row.key);
  const evicted = context.growth === undefined ? makeRoom(context, ref, counters) : 0;
  setEvictable(counters, ref);
  context.counters.ensureRows(counters);
  const version = context.versions.next();
  context.statements.insertEntry.run(
    counters.id,
    version,
    counters.id,
    row.key,
    row.json,
    row.createdAt,
    row.expiresAt,
  );
  recordAdded(counters, 1);
  recordExpiry(counters, row.expiresAt);
  if (context.growth === undefined) addNearFullNotices(context, ref, counters, 1 - evicted);
  else trackGrowth(context.growth, ref, counters, 1);
  return version;
}

/** Removes the row of a key that was found. One that is not live never takes room (KS-TTL-4). */
export function deleteFoundRow(
  context: KernelContext,
  counters: NamespaceCounters,
  found: SqliteRow | undefined,
  key: string,
): void {
  if (found !== undefined) recordRemoved(counters, context.statements.deleteEntry.run(counters.id, key));
}
