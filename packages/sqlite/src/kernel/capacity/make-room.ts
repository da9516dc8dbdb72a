import { namespaceFull, ownerFull, type Space } from "@keyed-store/core";
import type { Work } from "../context/kernel-context.js";
import type { NamespaceLedger } from "../counters/counters.js";
import { evictFromNamespace, evictFromOwner } from "./eviction.js";
import { purgeNamespace, purgeOwner } from "./purge-expired.js";

/**
 * Makes room for one new entry, or refuses it having removed nothing but expired rows (KS-CAP-1, KS-CAP-2).
 * Returns how many live entries of the namespace had to go.
 */
export function makeRoom(work: Work, space: Space, ledger: NamespaceLedger): number {
  const fromNamespace = namespaceExcess(work, space, ledger, 1);
  if (fromNamespace > 0 && space.overflow === "reject-new") throw namespaceFull(space, ledger.entries);
  const fromOwner = ownerExcess(work, space, ledger, 1 - fromNamespace);
  if (fromOwner > 0 && evictableBeside(work, space, ledger, fromNamespace) < fromOwner) {
    throw ownerFull(space, ledger.owner.entries);
  }
  setEvictable(ledger, space);
  evictFromNamespace(work, ledger, fromNamespace);
  evictFromOwner(work, ledger.owner, fromOwner);
  return fromNamespace;
}

/** By how many entries a namespace would be over its cap, once expired rows have made room. */
export function namespaceExcess(work: Work, space: Space, ledger: NamespaceLedger, adding: number): number {
  const excess = ledger.entries + adding - space.maxEntries;
  return excess <= 0 ? 0 : excess - purgeNamespace(work, ledger, excess);
}

/** By how many entries the owner would be over its cap, once expired rows have made room: the namespace's own first. */
export function ownerExcess(work: Work, space: Space, ledger: NamespaceLedger, adding: number): number {
  let excess = ledger.owner.entries + adding - space.maxEntriesPerOwner;
  if (excess > 0) excess -= purgeNamespace(work, ledger, excess);
  if (excess > 0) excess -= purgeOwner(work, ledger.owner, excess);
  return Math.max(0, excess);
}

/** Whoever writes to a namespace says whether the owner's cap may evict from it. */
export function setEvictable(ledger: NamespaceLedger, space: Space): void {
  ledger.evictable = space.overflow === "evict-oldest" ? 1 : 0;
}

/** How many entries the owner's cap may evict, beside those that the namespace's own cap will. */
function evictableBeside(work: Work, space: Space, ledger: NamespaceLedger, leaving: number): number {
  if (space.ownerOverflow === "reject") return 0;
  work.ledgers.save();
  const others = Number(work.sql.evictableOfOthers.get(ledger.owner.id, ledger.id)?.[0] ?? 0);
  return space.overflow === "evict-oldest" ? others + ledger.entries - leaving : others;
}
