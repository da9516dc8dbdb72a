import type { EntryVersion, NamespaceRef, PutCommand, ReplaceCommand, StoredEntry } from "@keyed-store/core";
import { runPendingEvictions } from "../capacity/eviction.js";
import { makeRoomForNewEntryAndCountEvicted, recordWhetherOwnerCapMayEvict } from "../capacity/make-room.js";
import { addNearFullNoticesIfCrossed } from "../capacity/near-full.js";
import { addToTransactionGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import {
  decreaseNamespaceAndOwnerCounts,
  increaseNamespaceAndOwnerCounts,
  lowerNextExpiryIfEarlier,
  type NamespaceCounters,
} from "../counters/counters.js";
import type { EntryHeaderRow } from "../rows/entry-rows.js";
import { isRowAsExpected } from "../rows/is-as-expected.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { createRowForPut, type NewRow, toStoredEntryOfNewRow } from "../rows/new-row.js";
import { canPutWithoutReadingExistingRow, putWithoutLookup } from "./put-without-lookup.js";

/** Writes a value where what is expected is there. */
export function putEntryIfAsExpected(context: KernelContext, command: PutCommand): boolean {
  const { ref, key, expected } = command;
  const counters = context.counters.getForNamespace(ref);
  if (context.evictionBacklog !== undefined && context.evictionBacklog !== counters) runPendingEvictions(context);
  const row = createRowForPut(context.now, command);
  const isWritten = isUnexpired(row.expiresAt, context.now);
  if (expected === undefined && isWritten && canPutWithoutReadingExistingRow(context, ref, counters, 1)) {
    putWithoutLookup(context, ref, counters, row);
    return true;
  }
  runPendingEvictions(context);
  const existingRow = context.statements.findEntry.get(counters.id, key);
  if (!isRowAsExpected(existingRow, command, context.now)) return false;
  writeRowOrDeleteIfAlreadyExpired(context, ref, counters, existingRow, row);
  return true;
}

/** Writes a value where what is expected is there; returns the entry as written, if it is. */
export function replaceEntryIfAsExpected(context: KernelContext, command: ReplaceCommand): StoredEntry | undefined {
  const { ref, key } = command;
  const counters = context.counters.getForNamespace(ref);
  const found = context.statements.findEntry.get(counters.id, key);
  if (!isRowAsExpected(found, command, context.now)) return undefined;
  const row = createRowForPut(context.now, command);
  return toStoredEntryOfNewRow(row, writeRowOrDeleteIfAlreadyExpired(context, ref, counters, found, row));
}

/** Writes a row; one that has expired already only removes what is there (KS-TTL-7). Returns its version. */
export function writeRowOrDeleteIfAlreadyExpired(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  found: EntryHeaderRow | undefined,
  row: NewRow,
): EntryVersion {
  if (isUnexpired(row.expiresAt, context.now)) return writeEntryRow(context, ref, counters, found, row);
  deleteRowIfFoundAndRecordCountChange(context, ref, counters, found, row.key);
  return context.versions.allocateVersion();
}

/** Removes the row of a key that was found, live or not, and counts it out. */
export function deleteRowIfFoundAndRecordCountChange(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  found: EntryHeaderRow | undefined,
  key: string,
): void {
  deleteRowIfFound(context, counters, found, key);
  if (found !== undefined && isUnexpired(found[1], context.now))
    addToTransactionGrowth(context.growth, ref, counters, -1);
}

/** Writes a row in place of the live one that was found, or as a new one for which room is made; returns its version. */
export function writeEntryRow(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  existingRow: EntryHeaderRow | undefined,
  row: NewRow,
): EntryVersion {
  if (existingRow !== undefined && isUnexpired(existingRow[1], context.now)) {
    recordWhetherOwnerCapMayEvict(counters, ref);
    const version = context.versions.allocateVersion();
    context.statements.updateEntry.run(
      counters.id,
      version,
      row.json,
      row.createdAt,
      row.expiresAt,
      counters.id,
      row.key,
    );
    context.rows.store(counters.id, row.key, toStoredEntryOfNewRow(row, version));
    lowerNextExpiryIfEarlier(counters, row.expiresAt);
    addToTransactionGrowth(context.growth, ref, counters, 0);
    return version;
  }
  deleteRowIfFound(context, counters, existingRow, row.key);
  const evicted = context.growth === undefined ? makeRoomForNewEntryAndCountEvicted(context, ref, counters) : 0;
  recordWhetherOwnerCapMayEvict(counters, ref);
  context.counters.insertMissingRows(counters);
  const version = context.versions.allocateVersion();
  context.statements.insertEntry.run(
    counters.id,
    version,
    counters.id,
    row.key,
    row.json,
    row.createdAt,
    row.expiresAt,
  );
  context.rows.store(counters.id, row.key, toStoredEntryOfNewRow(row, version));
  increaseNamespaceAndOwnerCounts(counters, 1);
  lowerNextExpiryIfEarlier(counters, row.expiresAt);
  if (context.growth === undefined) addNearFullNoticesIfCrossed(context, ref, counters, 1 - evicted);
  else addToTransactionGrowth(context.growth, ref, counters, 1);
  return version;
}

/** Removes the row of a key that was found. One that is not live never takes room (KS-TTL-4). */
export function deleteRowIfFound(
  context: KernelContext,
  counters: NamespaceCounters,
  found: EntryHeaderRow | undefined,
  key: string,
): void {
  if (found === undefined) return;
  decreaseNamespaceAndOwnerCounts(counters, context.statements.deleteEntry.run(counters.id, key));
  context.rows.store(counters.id, key, null);
}
