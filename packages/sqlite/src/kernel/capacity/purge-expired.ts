import type { KernelContext } from "../context/kernel-context.js";
import { type NamespaceCounters, type OwnerCounters, recordRemoved } from "../counters/counters.js";

/** Removes at most `limit` expired rows of a namespace, oldest expiry first, and returns how many it removed. */
export function purgeExpiredOfNamespace(
  context: KernelContext,
  counters: NamespaceCounters,
  limit: number,
  expiredBy: number = context.now,
): number {
  if (counters.nextExpiry === null || counters.nextExpiry > expiredBy || limit <= 0) return 0;
  const removed = context.statements.deleteExpired.run(counters.id, expiredBy, limit);
  recordRemoved(counters, removed);
  const first = context.statements.firstExpiry.get(counters.id);
  counters.nextExpiry = first === undefined ? null : Number(first[0]);
  return removed;
}

/** The same over all namespaces of an owner. Each round removes a row or learns that a namespace has none to remove. */
export function purgeExpiredOfOwner(context: KernelContext, owner: OwnerCounters, limit: number): number {
  let removed = 0;
  while (removed < limit) {
    context.counters.save();
    const row = context.statements.nextExpiringOfOwner.get(owner.id, context.now);
    if (row === undefined) break;
    removed += purgeExpiredOfNamespace(context, context.counters.ofNamespaceId(Number(row[0])), limit - removed);
  }
  return removed;
}
