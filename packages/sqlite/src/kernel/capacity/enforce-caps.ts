import { namespaceFull, ownerFull, type Space, tooManyAtOnce } from "@keyed-store/core";
import type { Addition, Additions } from "../context/growth.js";
import type { Work } from "../context/kernel-context.js";
import type { NamespaceLedger } from "../counters/counters.js";
import { evictFromNamespace, evictFromOwner } from "./eviction.js";
import { namespaceExcess, ownerExcess } from "./make-room.js";
import { tellNamespaceNearFull, tellOwnerNearFull } from "./near-full.js";

/**
 * Judges the caps of all namespaces that a transaction added to, and of their owner, when its steps are done. What the
 * transaction itself wrote is never evicted: where nothing else is left to go, it is refused.
 */
export function judgeCaps(work: Work, additions: Additions): void {
  const added = [...additions.byNamespace].filter(([, { created }]) => created > 0);
  const [first] = added;
  if (first === undefined) return;
  for (const [ledger, addition] of added) evictExcess(work, ledger, addition, additions.firstVersion);
  const [{ owner }, { space }] = first;
  evictOwnerExcess(work, space, first[0], additions);
  for (const [ledger, addition] of added) tellNamespaceNearFull(work, addition.space, ledger, addition.net);
  const net = [...additions.byNamespace.values()].reduce((sum, addition) => sum + addition.net, 0);
  tellOwnerNearFull(work, space, owner, net);
}

function evictExcess(work: Work, ledger: NamespaceLedger, addition: Addition, firstVersion: number): void {
  const { space } = addition;
  const excess = namespaceExcess(work, space, ledger, 0);
  if (excess === 0) return;
  if (space.overflow === "reject-new") throw namespaceFull(space, ledger.entries - addition.net);
  if (ledger.entries - justWritten(work, ledger, firstVersion) < excess) throw tooManyAtOnce(space);
  evictFromNamespace(work, ledger, excess);
  addition.net -= excess;
}

function evictOwnerExcess(work: Work, space: Space, ledger: NamespaceLedger, additions: Additions): void {
  const excess = ownerExcess(work, space, ledger, 0);
  if (excess === 0) return;
  if (evictable(work, space, ledger, additions) < excess) throw ownerFull(space, ledger.owner.entries);
  evictFromOwner(work, ledger.owner, excess);
}

function evictable(work: Work, space: Space, ledger: NamespaceLedger, additions: Additions): number {
  if (space.ownerOverflow === "reject") return 0;
  work.ledgers.save();
  const all = Number(work.sql.evictableOfOwner.get(ledger.owner.id)?.[0] ?? 0);
  return [...additions.byNamespace.keys()]
    .filter((written) => written.evictable === 1)
    .reduce((left, written) => left - justWritten(work, written, additions.firstVersion), all);
}

function justWritten(work: Work, ledger: NamespaceLedger, firstVersion: number): number {
  return Number(work.sql.countSince.get(ledger.id, firstVersion, ledger.id)?.[0] ?? 0);
}
