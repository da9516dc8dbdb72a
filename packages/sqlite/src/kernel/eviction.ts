import { type NamespaceLedger, noteRemoved, type OwnerLedger } from "./ledger.js";
import type { Work } from "./work.js";

/** Removes the oldest rows of a namespace because of its own cap. */
export function evictFromNamespace(work: Work, ledger: NamespaceLedger, rows: number): void {
  if (rows > 0) evict(work, ledger, rows, "namespace");
}

/** Removes the oldest rows among an owner's evictable namespaces. The caller has seen to it that there are enough. */
export function evictFromOwner(work: Work, owner: OwnerLedger, rows: number): void {
  for (let left = rows; left > 0; left--) {
    work.ledgers.save();
    const oldest = work.sql.oldestEvictableOfOwner.get(owner.id);
    if (oldest === undefined) return;
    evict(work, work.ledgers.byId(Number(oldest[0])), 1, "owner");
  }
}

function evict(work: Work, ledger: NamespaceLedger, rows: number, cap: "namespace" | "owner"): void {
  if (rows === 1) work.sql.deleteOldest.run(ledger.id, ledger.id);
  else work.sql.deleteOldestMany.run(ledger.id, ledger.id, rows - 1);
  // The youngest row is among the oldest only if no other is left.
  noteRemoved(ledger, rows, ledger.entries === rows ? undefined : 0);
  tell(work, ledger, rows, cap);
}

/** Several in a row from one namespace, as an owner's cap may demand, are told as one. */
function tell(work: Work, { owner, name }: NamespaceLedger, count: number, cap: "namespace" | "owner"): void {
  const last = work.notices.at(-1);
  const same = last?.type === "evicted" && last.cap === cap && last.namespace === name;
  if (same) work.notices.pop();
  work.notices.push({
    type: "evicted",
    owner: owner.name,
    namespace: name,
    count: count + (same ? last.count : 0),
    cap,
  });
}
