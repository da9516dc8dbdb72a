import type { SweepCommand, SweepResult } from "@keyed-store/core";
import { purgeNamespace } from "../capacity/purge-expired.js";
import type { Work } from "../context/kernel-context.js";

/**
 * Removes expired rows of the whole store, oldest expiry first (KS-TTL-5). The namespace whose bound is lowest gives
 * its rows up to the next lowest bound; each round removes a row or learns a namespace's true bound.
 */
export function sweep(work: Work, { limit }: SweepCommand): SweepResult {
  let removed = 0;
  for (;;) {
    work.ledgers.save();
    const [lowest, next] = work.sql.nextExpiring.all(work.now);
    if (lowest === undefined) break;
    const ledger = work.ledgers.byId(Number(lowest[0]));
    const until = next === undefined ? work.now : Math.min(Number(next[1]), work.now);
    const first = work.sql.firstExpiry.get(ledger.id)?.[0] ?? null;
    ledger.nextExpiry = first === null ? null : Number(first);
    if (removed === limit && ledger.nextExpiry !== null && ledger.nextExpiry <= work.now) break;
    removed += purgeNamespace(work, ledger, limit - removed, until);
  }
  work.ledgers.save();
  const more = work.sql.nextExpiring.get(work.now) !== undefined;
  if (removed > 0) work.notices.push({ type: "swept", removed, more });
  return { removed, more };
}
