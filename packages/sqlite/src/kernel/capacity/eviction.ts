import type { KernelContext } from "../context/kernel-context.js";
import { type NamespaceCounters, type OwnerCounters, recordRemoved } from "../counters/counters.js";

/** Removes the oldest rows of a namespace because of its own cap. */
export function evictFromNamespace(context: KernelContext, counters: NamespaceCounters, rows: number): void {
  if (rows === 0) return;
  removeOldest(context, counters, rows);
  addEvictedNotice(context, counters, rows, "namespace");
}

/** Deletes the rows whose eviction earlier writes of this batch deferred. */
export function runPendingEvictions(context: KernelContext): void {
  const counters = context.evictionBacklog;
  if (counters === undefined) return;
  context.evictionBacklog = undefined;
  removeOldest(context, counters, counters.pendingEvictions);
  counters.pendingEvictions = 0;
}

/** Removes the oldest rows among an owner's evictable namespaces. The caller makes sure that there are enough. */
export function evictFromOwner(context: KernelContext, owner: OwnerCounters, rows: number): void {
  if (rows === 0) return;
  const evicted = new Map<NamespaceCounters, number>();
  for (let left = rows; left > 0; left--) {
    context.counters.save();
    const oldest = context.statements.oldestEvictableOfOwner.get(owner.id);
    if (oldest === undefined) break;
    const counters = context.counters.ofNamespaceId(Number(oldest[0]));
    removeOldest(context, counters, 1);
    evicted.set(counters, (evicted.get(counters) ?? 0) + 1);
  }
  for (const [counters, count] of evicted) addEvictedNotice(context, counters, count, "owner");
}

function removeOldest(context: KernelContext, counters: NamespaceCounters, rows: number): void {
  // For one row, the usual number, finding it by its version is twice as quick as by a range.
  if (rows === 1) context.statements.deleteOldest.run(counters.id, counters.id);
  else context.statements.deleteOldestMany.run(counters.id, counters.id, counters.id, rows - 1);
  recordRemoved(counters, rows);
}

/** Adds the notice that live rows of a namespace were evicted, and for which cap. */
export function addEvictedNotice(
  context: KernelContext,
  { owner, name }: NamespaceCounters,
  count: number,
  cap: "namespace" | "owner",
): void {
  context.notices.push({ type: "evicted", owner: owner.name, namespace: name, count, cap });
}
