import { crossesNearFull, type Space } from "@keyed-store/core";
import type { Work } from "../context/kernel-context.js";
import type { NamespaceLedger, OwnerLedger } from "../counters/counters.js";
import { purgeNamespace, purgeOwner } from "./purge-expired.js";

/** So many expired rows are removed at most by one write in order to know how full a namespace or owner really is. */
const MOST_PURGED = 128;

/** Whether one more entry leaves a cap so far from being near that expired rows need not be told from live ones. */
export function isFarFromFull(entries: number, maxEntries: number): boolean {
  return !isNear(entries + 1, maxEntries);
}

/** Tells of the caps that a write took near to refusing, having made a namespace grow by `net` live entries. */
export function tellNearFull(work: Work, space: Space, ledger: NamespaceLedger, net: number): void {
  tellNamespaceNearFull(work, space, ledger, net);
  tellOwnerNearFull(work, space, ledger.owner, net);
}

/** The half of {@link tellNearFull} that concerns the namespace. */
export function tellNamespaceNearFull(work: Work, space: Space, ledger: NamespaceLedger, net: number): void {
  const { owner, namespace, maxEntries, overflow } = space;
  if (overflow !== "reject-new" || net <= 0) return;
  purgeWhileNear(ledger, maxEntries, () => purgeNamespace(work, ledger, 1));
  const { entries } = ledger;
  if (!crossesNearFull(entries - net, entries, maxEntries)) return;
  work.notices.push({ type: "near-full", owner, namespace, entries, maxEntries });
}

/** The half of {@link tellNearFull} that concerns the owner. */
export function tellOwnerNearFull(work: Work, space: Space, owner: OwnerLedger, net: number): void {
  const { maxEntriesPerOwner: maxEntries, ownerOverflow } = space;
  if (ownerOverflow !== "reject" || net <= 0) return;
  purgeWhileNear(owner, maxEntries, () => purgeOwner(work, owner, 1));
  const { entries } = owner;
  if (!crossesNearFull(entries - net, entries, maxEntries)) return;
  work.notices.push({ type: "near-full", owner: owner.name, entries, maxEntries });
}

/**
 * A cap is near when nine tenths of it are there and none of them is expired. So expired rows go until the rest is less,
 * or is all live; nothing is ever counted.
 */
function purgeWhileNear(counted: { readonly entries: number }, maxEntries: number, purgeOne: () => number): void {
  for (let purged = 0; purged < MOST_PURGED && isNear(counted.entries, maxEntries); purged++) {
    if (purgeOne() === 0) return;
  }
}

function isNear(entries: number, maxEntries: number): boolean {
  return crossesNearFull(0, entries, maxEntries);
}
