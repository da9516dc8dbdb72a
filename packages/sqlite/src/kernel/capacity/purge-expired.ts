import type { EpochMs } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import {
  decreaseNamespaceAndOwnerCounts,
  type NamespaceCounters,
  type OwnerCounters,
  type RowCount,
} from "../counters/counters.js";

/** Removes at most `maxRows` expired rows of a namespace, oldest expiry first, and returns how many it removed. */
export function purgeExpiredRowsOfNamespace(
  context: KernelContext,
  counters: NamespaceCounters,
  maxRows: RowCount,
  expiredAtOrBefore: EpochMs = context.now,
): RowCount {
  if (counters.nextExpiry === null || counters.nextExpiry > expiredAtOrBefore || maxRows <= 0) return 0;
  const removed = context.statements.deleteExpired.run(counters.id, expiredAtOrBefore, maxRows);
  context.rows.onExpiredDeleted(counters.id, expiredAtOrBefore);
  decreaseNamespaceAndOwnerCounts(counters, removed);
  const first = context.statements.firstExpiry.get(counters.id);
  counters.nextExpiry = first === undefined ? null : Number(first[0]);
  return removed;
}

/** The same over all namespaces of an owner. Each round removes a row or learns that a namespace has none to remove. */
export function purgeExpiredRowsOfOwner(context: KernelContext, owner: OwnerCounters, maxRows: RowCount): RowCount {
  let removed = 0;
  while (removed < maxRows) {
    context.counters.saveChanged();
    const row = context.statements.nextExpiringOfOwner.get(owner.id, context.now);
    if (row === undefined) break;
    removed += purgeExpiredRowsOfNamespace(
      context,
      context.counters.getForNamespaceId(Number(row[0])),
      maxRows - removed,
    );
  }
  return removed;
}
