import type { ClearCommand, ClearOwnerCommand } from "@keyed-store/core";
import type { Work } from "../context/kernel-context.js";
import { type NamespaceLedger, noteRemoved } from "../counters/counters.js";

/** Removes all rows of a namespace; returns how many of them were live. */
export function clear(work: Work, { space }: ClearCommand): number {
  return clearLedger(work, work.ledgers.of(space));
}

/** Removes all rows of an owner; returns how many of them were live. */
export function clearOwner(work: Work, { owner }: ClearOwnerCommand): number {
  work.ledgers.save();
  let live = 0;
  for (const [id] of work.sql.namespacesOfOwner.all(work.ledgers.owner(owner).id)) {
    live += clearLedger(work, work.ledgers.byId(Number(id)));
  }
  return live;
}

function clearLedger(work: Work, ledger: NamespaceLedger): number {
  const expired = Number(work.sql.countExpired.get(ledger.id, work.now)?.[0] ?? 0);
  const rows = work.sql.deleteNamespaceEntries.run(ledger.id, ledger.id);
  noteRemoved(ledger, rows);
  ledger.nextExpiry = null;
  return rows - expired;
}
