import { crossesNearFullThreshold, type NamespaceRef } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceCounters, OwnerCounters, RowCount } from "../counters/counters.js";
import { purgeExpiredRowsOfNamespace, purgeExpiredRowsOfOwner } from "./purge-expired.js";

/** So many expired rows are removed at most by one write in order to know how full a namespace or owner really is. */
const MAX_PURGED = 128;

/** Whether one more entry leaves a cap so far from being near that expired rows need not be told from live ones. */
export function isFarFromFull(entryCount: number, maxEntries: number): boolean {
  return !isNearFull(entryCount + 1, maxEntries);
}

/** Adds a notice for each cap that a write took near to refusing, having made a namespace grow by `netChange` live entries. */
export function addNearFullNoticesIfCrossed(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  netChange: number,
): void {
  addNamespaceNearFullNoticeIfCrossed(context, ref, counters, netChange);
  addOwnerNearFullNoticeIfCrossed(context, ref, counters.owner, netChange);
}

/** The half of {@link addNearFullNoticesIfCrossed} that concerns the namespace. */
export function addNamespaceNearFullNoticeIfCrossed(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  netChange: number,
): void {
  const { owner, namespace, maxEntries, overflow } = ref;
  if (overflow !== "reject-new" || netChange <= 0) return;
  purgeUntilNotNearFull(counters, maxEntries, () => purgeExpiredRowsOfNamespace(context, counters, 1));
  const { entries } = counters;
  if (!crossesNearFullThreshold(entries - netChange, entries, maxEntries)) return;
  context.notices.push({ type: "near-full", owner, namespace, entries, maxEntries });
}

/** The half of {@link addNearFullNoticesIfCrossed} that concerns the owner. */
export function addOwnerNearFullNoticeIfCrossed(
  context: KernelContext,
  ref: NamespaceRef,
  owner: OwnerCounters,
  netChange: number,
): void {
  const { maxEntriesPerOwner: maxEntries, ownerOverflow } = ref;
  if (ownerOverflow !== "reject" || netChange <= 0) return;
  purgeUntilNotNearFull(owner, maxEntries, () => purgeExpiredRowsOfOwner(context, owner, 1));
  const { entries } = owner;
  if (!crossesNearFullThreshold(entries - netChange, entries, maxEntries)) return;
  context.notices.push({ type: "near-full", owner: owner.name, entries, maxEntries });
}

/**
 * A cap is near when nine tenths of it are there and none of them is expired. So expired rows go until the rest is less,
 * or is all live; nothing is ever counted.
 */
function purgeUntilNotNearFull(
  counters: { readonly entries: number },
  maxEntries: number,
  purgeOne: () => RowCount,
): void {
  for (let purged = 0; purged < MAX_PURGED && isNearFull(counters.entries, maxEntries); purged++) {
    if (purgeOne() === 0) return;
  }
}

function isNearFull(entryCount: number, maxEntries: number): boolean {
  return crossesNearFullThreshold(0, entryCount, maxEntries);
}
