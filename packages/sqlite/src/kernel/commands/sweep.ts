import type { SweepCommand, SweepResult } from "@keyed-store/core";
import { purgeExpiredRowsOfNamespace } from "../capacity/purge-expired.js";
import type { KernelContext } from "../context/kernel-context.js";

/**
 * Removes expired rows of the whole store, oldest expiry first (KS-TTL-5). The namespace whose bound is lowest gives
 * its rows up to the next lowest bound; each round removes a row or learns a namespace's true bound.
 */
export function sweepExpiredEntries(context: KernelContext, { limit }: SweepCommand): SweepResult {
  let removed = 0;
  for (;;) {
    context.counters.saveChanged();
    const [lowest, next] = context.statements.nextExpiring.all(context.now);
    if (lowest === undefined) break;
    const counters = context.counters.getForNamespaceId(Number(lowest[0]));
    const until = next === undefined ? context.now : Math.min(Number(next[1]), context.now);
    const first = context.statements.firstExpiry.get(counters.id)?.[0] ?? null;
    counters.nextExpiry = first === null ? null : Number(first);
    if (removed === limit && counters.nextExpiry !== null && counters.nextExpiry <= context.now) break;
    removed += purgeExpiredRowsOfNamespace(context, counters, limit - removed, until);
  }
  context.counters.saveChanged();
  const more = context.statements.nextExpiring.get(context.now) !== undefined;
  if (removed > 0) context.notices.push({ type: "swept", removed, more });
  return { removed, more };
}
