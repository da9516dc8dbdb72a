import type { Space } from "@keyed-store/core";
import { purgeNamespace, purgeOwner } from "./expiry.js";
import type { NamespaceLedger, OwnerLedger } from "./ledger.js";
import type { Work } from "./work.js";

/** So many expired rows are removed at most by one write in order to know how full a namespace or owner really is. */
const MOST_PURGED = 128;

/** From how many entries on a cap counts as near: nine tenths, computed so that whole numbers stay exact. */
export function nearlyFull(maxEntries: number): number {
  return Math.ceil((maxEntries * 9) / 10);
}

/**
 * Tells that a write took a cap that refuses from below nine tenths to there or above. The cap is near when that many
 * rows are there and none of them is expired: so expired ones go first, and nothing is ever counted.
 *
 * @param net - by how many live entries the write has made the namespace, and so its owner, grow
 */
export function tellNearFull(work: Work, space: Space, ledger: NamespaceLedger, net: number): void {
  if (net <= 0) return;
  tellNamespaceNearFull(work, space, ledger, net);
  tellOwnerNearFull(work, space, ledger.owner, net);
}

/** The half of {@link tellNearFull} that concerns the namespace. */
export function tellNamespaceNearFull(work: Work, space: Space, ledger: NamespaceLedger, net: number): void {
  if (space.overflow !== "reject-new") return;
  const nearly = nearlyFull(space.maxEntries);
  if (ledger.entries < nearly) return;
  purgeNamespace(work, ledger, Math.min(ledger.entries - nearly + 1, MOST_PURGED));
  if (!crossed(ledger.entries, net, nearly)) return;
  const { owner, namespace, maxEntries } = space;
  work.notices.push({ type: "near-full", owner, namespace, entries: ledger.entries, maxEntries });
}

/** The half of {@link tellNearFull} that concerns the owner. */
export function tellOwnerNearFull(work: Work, space: Space, owner: OwnerLedger, net: number): void {
  if (space.ownerOverflow !== "reject") return;
  const maxEntries = space.maxEntriesPerOwner;
  const nearly = nearlyFull(maxEntries);
  if (owner.entries < nearly) return;
  purgeOwner(work, owner, Math.min(owner.entries - nearly + 1, MOST_PURGED));
  if (!crossed(owner.entries, net, nearly)) return;
  work.notices.push({ type: "near-full", owner: owner.name, entries: owner.entries, maxEntries });
}

function crossed(after: number, net: number, nearly: number): boolean {
  return after >= nearly && after - net < nearly;
}
