import type { TouchCommand } from "@keyed-store/core";
import { noteExpiry } from "./ledger.js";
import { isAhead } from "./liveness.js";
import type { Work } from "./work.js";

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
