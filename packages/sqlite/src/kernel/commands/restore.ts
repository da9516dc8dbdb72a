import type { RestoreCommand, RestoreResult, Space } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import { namespaceExcess, ownerExcess } from "../capacity/make-room.js";
import type { Work } from "../context/kernel-context.js";
import type { NamespaceLedger } from "../counters/counters.js";
import { isAhead } from "../rows/is-unexpired.js";
import { dropExpired, writeRow } from "./put.js";

/** Brings entries back with the times they had, where they are newer than what is there and where they fit. */
export function restore(work: Work, { space, records }: RestoreCommand): readonly RestoreResult[] {
  const ledger = work.ledgers.of(space);
  return records.map((record) => {
    if (!isAhead(record.expiresAt, work.now)) return "expired";
    const found = work.sql.findEntry.get(ledger.id, record.key);
    const present = found !== undefined && isAhead(found[1], work.now);
    if (present && isAsNew(found, record.createdAt)) return "older";
    if (!present) {
      // Before room is made, which may remove this very row.
      dropExpired(work, ledger, found, record.key);
      if (!fits(work, space, ledger)) return "full";
    }
    writeRow(work, space, ledger, present ? found : undefined, record);
    return "restored";
  });
}

/** A damaged time is no reason to keep a row from being mended. */
function isAsNew(found: SqliteRow, createdAt: number): boolean {
  const existing = found[2];
  return Number.isSafeInteger(existing) && Number(existing) >= createdAt;
}

function fits(work: Work, space: Space, ledger: NamespaceLedger): boolean {
  return namespaceExcess(work, space, ledger, 1) === 0 && ownerExcess(work, space, ledger, 1) === 0;
}
