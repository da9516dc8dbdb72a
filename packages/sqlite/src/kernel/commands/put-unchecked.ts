import type { NamespaceRef } from "@keyed-store/core";
import { SqliteFailure } from "../../driver/driver.js";
import { addEvictedNotice, runPendingEvictions } from "../capacity/eviction.js";
import { isFarFromFull } from "../capacity/near-full.js";
import { purgeExpiredOfNamespace } from "../capacity/purge-expired.js";
import type { KernelContext } from "../context/kernel-context.js";
import { type NamespaceCounters, recordAdded, recordExpiry } from "../counters/counters.js";
import type { NewRow } from "../rows/new-row.js";

/**
 * Whether so many writes to a namespace can be neither refused nor worth a warning, whatever is there: the common case,
 * in which nothing need be looked up before writing.
 */
export function canPutUnchecked(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  writes: number,
): boolean {
  return (
    ref.overflow === "evict-oldest" &&
    context.growth === undefined &&
    counters.id !== 0 &&
    counters.evictable === 1 &&
    counters.entries - counters.pendingEvictions <= ref.maxEntries &&
    isFarFromFull(counters.owner.entries + writes - 1, ref.maxEntriesPerOwner)
  );
}

/**
 * Writes a row to such a namespace. In the place of another row, live or expired, it changes no counter; as a new one
 * in a full namespace it replaces an expired row or, where there is none, the oldest.
 */
export function putUnchecked(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  row: NewRow,
): void {
  const version = context.versions.next();
  if (!insert(context, counters, row, version)) {
    // A pending eviction may be of this very row.
    runPendingEvictions(context);
    if (!insert(context, counters, row, version)) {
      overwrite(context, counters, row, version);
      return;
    }
  }
  recordInserted(context, ref, counters, row);
}

/** Counts an inserted row, and evicts what then is too much. */
export function recordInserted(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  row: NewRow,
): void {
  recordAdded(counters, 1);
  recordExpiry(counters, row.expiresAt);
  if (
    counters.entries - counters.pendingEvictions > ref.maxEntries &&
    purgeExpiredOfNamespace(context, counters, 1) === 0
  )
    deferEviction(context, counters);
}

function insert(context: KernelContext, counters: NamespaceCounters, row: NewRow, version: number): boolean {
  const { id } = counters;
  return context.statements.insertNewEntry.run(id, version, id, row.key, row.json, row.createdAt, row.expiresAt) === 1;
}

function overwrite(context: KernelContext, counters: NamespaceCounters, row: NewRow, version: number): void {
  const { id } = counters;
  const changed = context.statements.updateEntry.run(id, version, row.json, row.createdAt, row.expiresAt, id, row.key);
  if (changed === 0) throw new SqliteFailure("SQLITE_CORRUPT", "a version that was never given out is in use");
  recordExpiry(counters, row.expiresAt);
}

/** The oldest row must go, at the latest before anything looks at the namespace: of many that go together each costs less. */
function deferEviction(context: KernelContext, counters: NamespaceCounters): void {
  counters.pendingEvictions += 1;
  context.evictionBacklog = counters;
  addEvictedNotice(context, counters, 1, "namespace");
}
