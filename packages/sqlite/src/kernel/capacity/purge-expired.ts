import type { Work } from "../context/kernel-context.js";
import { type NamespaceLedger, noteRemoved, type OwnerLedger } from "../counters/counters.js";

/** Removes at most `limit` expired rows of a namespace, oldest expiry first, and returns how many it removed. */
export function purgeNamespace(work: Work, ledger: NamespaceLedger, limit: number, until: number = work.now): number {
  if (ledger.nextExpiry === null || ledger.nextExpiry > until || limit <= 0) return 0;
  const removed = work.sql.deleteExpired.run(ledger.id, until, limit);
  noteRemoved(ledger, removed);
  const first = work.sql.firstExpiry.get(ledger.id);
  ledger.nextExpiry = first === undefined ? null : Number(first[0]);
  return removed;
}

/** The same over all namespaces of an owner. Each round removes a row or learns that a namespace has none to remove. */
export function purgeOwner(work: Work, owner: OwnerLedger, limit: number): number {
  let removed = 0;
  while (removed < limit) {
    work.ledgers.save();
    const row = work.sql.nextExpiringOfOwner.get(owner.id, work.now);
    if (row === undefined) break;
    removed += purgeNamespace(work, work.ledgers.byId(Number(row[0])), limit - removed);
  }
  return removed;
}
