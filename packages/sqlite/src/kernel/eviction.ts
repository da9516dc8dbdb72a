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
  work.sql.deleteOldest.run(ledger.id, ledger.id, rows - 1);
  // The youngest row is among the oldest only if no other is left.
  noteRemoved(ledger, rows, ledger.entries === rows ? undefined : 0);
  tell(work, ledger, rows, cap);
}

function tell(work: Work, ledger: NamespaceLedger, count: number, cap: "namespace" | "owner"): void {
  const owner = ledger.owner.name;
  const index = work.notices.findIndex(
    (notice) =>
      notice.type === "evicted" && notice.cap === cap && notice.owner === owner && notice.namespace === ledger.name,
  );
  const before = work.notices[index];
  const counted = before?.type === "evicted" ? before.count : 0;
  work.notices.splice(index === -1 ? work.notices.length : index, 1, {
    type: "evicted",
    owner,
    namespace: ledger.name,
    count: counted + count,
    cap,
  });
}
