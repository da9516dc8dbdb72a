import { KeyedStoreError, type Space } from "@keyed-store/core";
import type { Additions } from "./additions.js";
import { evictFromNamespace, evictFromOwner } from "./eviction.js";
import type { NamespaceLedger } from "./ledger.js";
import { tellNamespaceNearFull, tellOwnerNearFull } from "./near-full.js";
import { namespaceExcess, namespaceFull, ownerExcess, ownerFull } from "./room.js";
import type { Work } from "./work.js";

/**
 * Judges the caps of all namespaces that a transaction added to, and of their owner, when its steps are done. What the
 * transaction itself wrote is never evicted: where nothing else is left to go, it is refused.
 */
export function judgeCaps(work: Work, additions: Additions): void {
  let ownerNet = 0;
  let last: { space: Space; ledger: NamespaceLedger } | undefined;
  for (const [ledger, addition] of additions.byNamespace) {
    const { space } = addition;
    if (addition.created > 0) {
      addition.net -= evictExcess(work, space, ledger, additions.firstVersion);
      if (addition.net > 0) tellNamespaceNearFull(work, space, ledger, addition.net);
      last = { space, ledger };
    }
    ownerNet += addition.net;
  }
  if (last === undefined) return;
  evictOwnerExcess(work, last.space, last.ledger, additions);
  if (ownerNet > 0) tellOwnerNearFull(work, last.space, last.ledger.owner, ownerNet);
}

function evictExcess(work: Work, space: Space, ledger: NamespaceLedger, firstVersion: number): number {
  const excess = namespaceExcess(work, space, ledger, 0);
  if (excess === 0) return 0;
  if (space.overflow === "reject-new") throw namespaceFull(space, ledger.entries);
  if (ledger.entries - justWritten(work, ledger, firstVersion) < excess) throw tooMany(space);
  evictFromNamespace(work, ledger, excess);
  return excess;
}

function evictOwnerExcess(work: Work, space: Space, ledger: NamespaceLedger, additions: Additions): void {
  const excess = ownerExcess(work, space, ledger, 0);
  if (excess === 0) return;
  if (space.ownerOverflow === "reject") throw ownerFull(space, ledger.owner.entries);
  work.ledgers.save();
  let evictable = Number(work.sql.evictableOfOwner.get(ledger.owner.id)?.[0] ?? 0);
  for (const written of additions.byNamespace.keys()) {
    if (written.evictable === 1) evictable -= justWritten(work, written, additions.firstVersion);
  }
  if (evictable < excess) throw ownerFull(space, ledger.owner.entries);
  evictFromOwner(work, ledger.owner, excess);
}

function justWritten(work: Work, ledger: NamespaceLedger, firstVersion: number): number {
  return Number(work.sql.countSince.get(ledger.id, firstVersion)?.[0] ?? 0);
}

function tooMany(space: Space): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_LIMIT_EXCEEDED",
    `The transaction writes more entries to the namespace "${space.namespace}" of "${space.owner}" than its ` +
      `maxEntries ${space.maxEntries} can hold. Write fewer at once, or raise maxEntries.`,
    { owner: space.owner, namespace: space.namespace },
  );
}
