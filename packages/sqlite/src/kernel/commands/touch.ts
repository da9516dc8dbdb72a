import type { TouchCommand } from "@keyed-store/core";
import type { Work } from "../context/kernel-context.js";
import { noteExpiry } from "../counters/counters.js";
import { isAhead } from "../rows/is-unexpired.js";

/** Gives a live entry a new expiry and changes nothing else. */
export function touch(work: Work, { space, key, ttlMs }: TouchCommand): boolean {
  const ledger = work.ledgers.of(space);
  const found = work.sql.findEntry.get(ledger.id, key);
  if (found === undefined || !isAhead(found[1], work.now)) return false;
  const expiresAt = ttlMs === null ? null : work.now + ttlMs;
  work.sql.setExpiry.run(expiresAt, ledger.id, key);
  noteExpiry(ledger, expiresAt);
  return true;
}
