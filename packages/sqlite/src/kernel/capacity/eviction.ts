import type { KernelContext } from "../context/kernel-context.js";
import {
  decreaseNamespaceAndOwnerCounts,
  type NamespaceCounters,
  type OwnerCounters,
  type RowCount,
} from "../counters/counters.js";

/** Removes the oldest rows of a namespace because of its own cap. */
export function evictOldestFromNamespace(
  context: KernelContext,
  counters: NamespaceCounters,
  rowCount: RowCount,
): void {
  if (rowCount === 0) return;
  removeOldestRows(context, counters, rowCount);
  addEvictedNotice(context, counters, rowCount, "namespace");
}

/** Deletes the rows whose eviction earlier writes of this batch deferred. */
export function runPendingEvictions(context: KernelContext): void {
  const counters = context.evictionBacklog;
  if (counters === undefined) return;
  context.evictionBacklog = undefined;
  removeOldestRows(context, counters, counters.pendingEvictions);
  counters.pendingEvictions = 0;
}

/** Removes the oldest rows among an owner's evictable namespaces. The caller makes sure that there are enough. */
export function evictOldestFromOwner(context: KernelContext, owner: OwnerCounters, rowCount: RowCount): void {
  if (rowCount === 0) return;
  const evicted = new Map<NamespaceCounters, number>();
  for (let left = rowCount; left > 0; left--) {
    context.counters.saveChanged();
    const oldest = context.statements.oldestEvictableOfOwner.get(owner.id);
    if (oldest === undefined) break;
    const counters = context.counters.getForNamespaceId(Number(oldest[0]));
    removeOldestRows(context, counters, 1);
    evicted.set(counters, (evicted.get(counters) ?? 0) + 1);
  }
  for (const [counters, count] of evicted) addEvictedNotice(context, counters, count, "owner");
}

function removeOldestRows(context: KernelContext, counters: NamespaceCounters, rowCount: RowCount): void {
  // For one row, the usual number, finding it by its version is twice as quick as by a range.
  if (rowCount === 1) context.statements.deleteOldest.run(counters.id, counters.id);
  else context.statements.deleteOldestMany.run(counters.id, counters.id, counters.id, rowCount - 1);
  context.rows.onOldestDeleted(counters.id);
  decreaseNamespaceAndOwnerCounts(counters, rowCount);
}

/** Adds the notice that live rows of a namespace were evicted, and for which cap. */
export function addEvictedNotice(
  context: KernelContext,
  { owner, name }: NamespaceCounters,
  evictedCount: RowCount,
  cap: "namespace" | "owner",
): void {
  context.notices.push({ type: "evicted", owner: owner.name, namespace: name, count: evictedCount, cap });
}
