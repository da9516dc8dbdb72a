import { type NamespaceRef, namespaceFullError } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceCounters, RowCount } from "../counters/counters.js";
import { evictOldestFromNamespace, evictOldestFromOwner } from "./eviction.js";
import { purgeExpiredRowsOfNamespace, purgeExpiredRowsOfOwner } from "./purge-expired.js";
import { runPendingEvictionsAndCreateOwnerFullError } from "./run-pending-evictions-and-create-owner-full-error.js";

/**
 * Makes room for one new entry, or refuses it having removed nothing but expired rows (KS-CAP-1, KS-CAP-2).
 * Returns how many live entries of the namespace had to go.
 */
export function makeRoomForNewEntryAndCountEvicted(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
): RowCount {
  const fromNamespace = purgeExpiredAndGetNamespaceExcess(context, ref, counters, 1);
  if (fromNamespace > 0 && ref.overflow === "reject-new") throw namespaceFullError(ref, counters.entries);
  const fromOwner = purgeExpiredAndGetOwnerExcess(context, ref, counters, 1 - fromNamespace);
  if (fromOwner > 0 && countRowsEvictableByOwnerCap(context, ref, counters, fromNamespace) < fromOwner) {
    throw runPendingEvictionsAndCreateOwnerFullError(context, ref);
  }
  recordWhetherOwnerCapMayEvict(counters, ref);
  evictOldestFromNamespace(context, counters, fromNamespace);
  evictOldestFromOwner(context, counters.owner, fromOwner);
  return fromNamespace;
}

/** By how many entries a namespace would be over its cap, once expired rows have made room. */
export function purgeExpiredAndGetNamespaceExcess(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  newEntryCount: number,
): RowCount {
  const excess = counters.entries + newEntryCount - ref.maxEntries;
  return excess <= 0 ? 0 : excess - purgeExpiredRowsOfNamespace(context, counters, excess);
}

/** By how many entries the owner would be over its cap, once expired rows have made room: the namespace's own first. */
export function purgeExpiredAndGetOwnerExcess(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  newEntryCount: number,
): RowCount {
  let excess = counters.owner.entries + newEntryCount - ref.maxEntriesPerOwner;
  if (excess > 0) excess -= purgeExpiredRowsOfNamespace(context, counters, excess);
  if (excess > 0) excess -= purgeExpiredRowsOfOwner(context, counters.owner, excess);
  return Math.max(0, excess);
}

/** Whoever writes to a namespace says whether the owner's cap may evict from it. */
export function recordWhetherOwnerCapMayEvict(counters: NamespaceCounters, ref: NamespaceRef): void {
  counters.evictable = ref.overflow === "evict-oldest" ? 1 : 0;
}

/** How many entries the owner's cap may evict, beside those that the namespace's own cap will. */
function countRowsEvictableByOwnerCap(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  evictedByNamespaceCap: number,
): RowCount {
  if (ref.ownerOverflow === "reject") return 0;
  context.counters.saveChanged();
  const others = Number(context.statements.evictableOfOthers.get(counters.owner.id, counters.id)?.[0] ?? 0);
  return ref.overflow === "evict-oldest" ? others + counters.entries - evictedByNamespaceCap : others;
}
