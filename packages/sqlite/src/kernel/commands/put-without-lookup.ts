import type { EntryVersion, NamespaceRef } from "@keyed-store/core";
import { SqliteFailure } from "../../driver/driver.js";
import { addEvictedNotice, runPendingEvictions } from "../capacity/eviction.js";
import { isFarFromFull } from "../capacity/near-full.js";
import { purgeExpiredRowsOfNamespace } from "../capacity/purge-expired.js";
import type { KernelContext } from "../context/kernel-context.js";
import {
  increaseNamespaceAndOwnerCounts,
  lowerNextExpiryIfEarlier,
  type NamespaceCounters,
} from "../counters/counters.js";
import { type NewRow, toStoredEntryOfNewRow } from "../rows/new-row.js";

/**
 * Whether so many writes to a namespace can be neither refused nor worth a warning, whatever is there: the common case,
 * in which nothing need be looked up before writing.
 */
export function canPutWithoutReadingExistingRow(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  writeCount: number,
): boolean {
  return (
    ref.overflow === "evict-oldest" &&
    context.growth === undefined &&
    counters.id !== 0 &&
    counters.evictable === 1 &&
    counters.entries - counters.pendingEvictions <= ref.maxEntries &&
    isFarFromFull(counters.owner.entries + writeCount - 1, ref.maxEntriesPerOwner)
  );
}

/**
 * Writes a row to such a namespace. In the place of another row, live or expired, it changes no counter; as a new one
 * in a full namespace it replaces an expired row or, where there is none, the oldest.
 */
export function putWithoutLookup(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  row: NewRow,
): void {
  const version = context.versions.allocateVersion();
  if (insertRowIfKeyAbsent(context, counters, row, version) === "key-exists") {
    // A pending eviction may be of this very row.
    runPendingEvictions(context);
    if (insertRowIfKeyAbsent(context, counters, row, version) === "key-exists") {
      overwriteRow(context, counters, row, version);
      return;
    }
  }
  countInsertedRowAndEvictExcess(context, ref, counters, row);
  context.rows.store(counters.id, row.key, toStoredEntryOfNewRow(row, version));
}

/** Counts an inserted row, and evicts what then is too much. */
export function countInsertedRowAndEvictExcess(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  row: NewRow,
): void {
  increaseNamespaceAndOwnerCounts(counters, 1);
  lowerNextExpiryIfEarlier(counters, row.expiresAt);
  if (
    counters.entries - counters.pendingEvictions > ref.maxEntries &&
    purgeExpiredRowsOfNamespace(context, counters, 1) === 0
  )
    deferEvictionOfOldestWithinBatch(context, counters);
}

type InsertResult = "inserted" | "key-exists";

function insertRowIfKeyAbsent(
  context: KernelContext,
  counters: NamespaceCounters,
  row: NewRow,
  version: EntryVersion,
): InsertResult {
  const { id } = counters;
  const { insertNewEntry } = context.statements;
  const inserted = insertNewEntry.run(id, version, id, row.key, row.json, row.createdAt, row.expiresAt);
  return inserted === 1 ? "inserted" : "key-exists";
}

function overwriteRow(context: KernelContext, counters: NamespaceCounters, row: NewRow, version: EntryVersion): void {
  const { id } = counters;
  const changed = context.statements.updateEntry.run(id, version, row.json, row.createdAt, row.expiresAt, id, row.key);
  if (changed === 0) throw new SqliteFailure("SQLITE_CORRUPT", "a version that was never given out is in use");
  context.rows.store(id, row.key, toStoredEntryOfNewRow(row, version));
  lowerNextExpiryIfEarlier(counters, row.expiresAt);
}

/** The oldest row must go, at the latest before anything looks at the namespace: of many that go together each costs less. */
function deferEvictionOfOldestWithinBatch(context: KernelContext, counters: NamespaceCounters): void {
  counters.pendingEvictions += 1;
  context.evictionBacklog = counters;
  addEvictedNotice(context, counters, 1, "namespace");
}
