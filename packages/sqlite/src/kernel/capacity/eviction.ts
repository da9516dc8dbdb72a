import type { Work } from "../context/kernel-context.js";
import { type NamespaceLedger, noteRemoved, type OwnerLedger } from "../counters/counters.js";

/** Removes the oldest rows of a namespace because of its own cap. */
export function evictFromNamespace(work: Work, ledger: NamespaceLedger, rows: number): void {
  if (rows === 0) return;
  removeOldest(work, ledger, rows);
  tellEvicted(work, ledger, rows, "namespace");
}

/** Removes the rows that writes of this batch have driven out and left for later. */
export function settleEvictions(work: Work): void {
  const ledger = work.indebted;
  if (ledger === undefined) return;
  work.indebted = undefined;
  removeOldest(work, ledger, ledger.owed);
  ledger.owed = 0;
}

/** Removes the oldest rows among an owner's evictable namespaces. The caller has seen to it that there are enough. */
export function evictFromOwner(work: Work, owner: OwnerLedger, rows: number): void {
  if (rows === 0) return;
  const evicted = new Map<NamespaceLedger, number>();
  for (let left = rows; left > 0; left--) {
    work.ledgers.save();
    const oldest = work.sql.oldestEvictableOfOwner.get(owner.id);
    if (oldest === undefined) break;
    const ledger = work.ledgers.byId(Number(oldest[0]));
    removeOldest(work, ledger, 1);
    evicted.set(ledger, (evicted.get(ledger) ?? 0) + 1);
  }
  for (const [ledger, count] of evicted) tellEvicted(work, ledger, count, "owner");
}

function removeOldest(work: Work, ledger: NamespaceLedger, rows: number): void {
  // For one row, the usual number, finding it by its version is twice as quick as by a range.
  if (rows === 1) work.sql.deleteOldest.run(ledger.id, ledger.id);
  else work.sql.deleteOldestMany.run(ledger.id, ledger.id, ledger.id, rows - 1);
  noteRemoved(ledger, rows);
}

/** Tells that live rows of a namespace had to go, and for which cap. */
export function tellEvicted(
  work: Work,
  { owner, name }: NamespaceLedger,
  count: number,
  cap: "namespace" | "owner",
): void {
  work.notices.push({ type: "evicted", owner: owner.name, namespace: name, count, cap });
}
