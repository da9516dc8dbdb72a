import { type EntryVersion, type NamespaceRef, namespaceFullError, transactionTooLargeError } from "@keyed-store/core";
import type { NamespaceGrowth, TransactionGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceCounters, RowCount } from "../counters/counters.js";
import { evictOldestFromNamespace, evictOldestFromOwner } from "./eviction.js";
import { purgeExpiredAndGetNamespaceExcess, purgeExpiredAndGetOwnerExcess } from "./make-room.js";
import { addNamespaceNearFullNoticeIfCrossed, addOwnerNearFullNoticeIfCrossed } from "./near-full.js";
import { runPendingEvictionsAndCreateOwnerFullError } from "./run-pending-evictions-and-create-owner-full-error.js";

/**
 * Enforces the caps of all namespaces that a transaction added to, and of their owner, when its steps are done. What the
 * transaction itself wrote is never evicted: where nothing else is left to go, it is refused.
 */
export function enforceCapsAfterTransaction(context: KernelContext, growth: TransactionGrowth): void {
  const grownNamespaces = [...growth.byNamespace].filter(([, { created }]) => created > 0);
  const [first] = grownNamespaces;
  if (first === undefined) return;
  for (const [counters, namespaceGrowth] of grownNamespaces)
    enforceNamespaceCap(context, counters, namespaceGrowth, growth.firstVersion);
  const [{ owner }, { ref }] = first;
  enforceOwnerCap(context, ref, first[0], growth);
  for (const [counters, namespaceGrowth] of grownNamespaces)
    addNamespaceNearFullNoticeIfCrossed(context, namespaceGrowth.ref, counters, namespaceGrowth.netChange);
  const net = [...growth.byNamespace.values()].reduce((sum, namespaceGrowth) => sum + namespaceGrowth.netChange, 0);
  addOwnerNearFullNoticeIfCrossed(context, ref, owner, net);
}

function enforceNamespaceCap(
  context: KernelContext,
  counters: NamespaceCounters,
  namespaceGrowth: NamespaceGrowth,
  firstVersion: EntryVersion,
): void {
  const { ref } = namespaceGrowth;
  const excess = purgeExpiredAndGetNamespaceExcess(context, ref, counters, 0);
  if (excess === 0) return;
  if (ref.overflow === "reject-new") throw namespaceFullError(ref, counters.entries - namespaceGrowth.netChange);
  if (counters.entries - countRowsWrittenSince(context, counters, firstVersion) < excess)
    throw transactionTooLargeError(ref);
  evictOldestFromNamespace(context, counters, excess);
  namespaceGrowth.netChange -= excess;
}

function enforceOwnerCap(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  growth: TransactionGrowth,
): void {
  const excess = purgeExpiredAndGetOwnerExcess(context, ref, counters, 0);
  if (excess === 0) return;
  if (countOwnerRowsEvictableBesideGrowth(context, ref, counters, growth) < excess)
    throw runPendingEvictionsAndCreateOwnerFullError(context, ref, growth);
  evictOldestFromOwner(context, counters.owner, excess);
}

function countOwnerRowsEvictableBesideGrowth(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  growth: TransactionGrowth,
): RowCount {
  if (ref.ownerOverflow === "reject") return 0;
  context.counters.saveChanged();
  const all = Number(context.statements.evictableOfOwner.get(counters.owner.id)?.[0] ?? 0);
  return [...growth.byNamespace.keys()]
    .filter((written) => written.evictable === 1)
    .reduce((left, written) => left - countRowsWrittenSince(context, written, growth.firstVersion), all);
}

function countRowsWrittenSince(
  context: KernelContext,
  counters: NamespaceCounters,
  firstVersion: EntryVersion,
): RowCount {
  return Number(context.statements.countSince.get(counters.id, firstVersion, counters.id)?.[0] ?? 0);
}
