import { KeyedStoreError, type Space } from "@keyed-store/core";
import { evictFromNamespace, evictFromOwner } from "./eviction.js";
import { purgeNamespace, purgeOwner } from "./expiry.js";
import type { NamespaceLedger } from "./ledger.js";
import type { Work } from "./work.js";

/**
 * Makes room for one new entry, or refuses it having removed nothing but expired rows (KS-CAP-1, KS-CAP-2).
 * Returns how many live entries of the namespace had to go.
 */
export function makeRoom(work: Work, space: Space, ledger: NamespaceLedger): number {
  const fromNamespace = namespaceExcess(work, space, ledger, 1);
  if (fromNamespace > 0 && space.overflow === "reject-new") throw namespaceFull(space, ledger.entries);
  const fromOwner = ownerExcess(work, space, ledger, 1 - fromNamespace);
  if (fromOwner > 0) demandEvictable(work, space, ledger, fromOwner, fromNamespace);
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

function demandEvictable(work: Work, space: Space, ledger: NamespaceLedger, needed: number, leaving: number): void {
  if (space.ownerOverflow === "evict-oldest") {
    work.ledgers.save();
    const evictable = Number(work.sql.evictableOfOwner.get(ledger.owner.id)?.[0] ?? 0);
    if (evictable - (space.overflow === "evict-oldest" ? leaving : 0) >= needed) return;
  }
  throw ownerFull(space, ledger.owner.entries);
}

/** The refusal of a new key by a namespace that is full (KS-CAP-1). */
export function namespaceFull(space: Space, entries: number): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_LIMIT_EXCEEDED",
    `The namespace "${space.namespace}" of "${space.owner}" is full: ${entries} entries, maxEntries ${space.maxEntries}. ` +
      `Delete entries, raise maxEntries, or open it with overflow "evict-oldest".`,
    { owner: space.owner, namespace: space.namespace },
  );
}

/** The refusal of a new key by an owner that is full (KS-CAP-2). */
export function ownerFull(space: Space, entries: number): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_LIMIT_EXCEEDED",
    `The owner "${space.owner}" is full: ${entries} entries, maxEntriesPerOwner ${space.maxEntriesPerOwner}. ` +
      `Delete entries, raise limits.maxEntriesPerOwner, or set ownerOverflow to "evict-oldest" and keep evictable namespaces.`,
    { owner: space.owner, namespace: space.namespace },
  );
}
