import type { EpochMs, NamespaceRef, RestoreCommand, RestoreResult } from "@keyed-store/core";
import { purgeExpiredAndGetNamespaceExcess, purgeExpiredAndGetOwnerExcess } from "../capacity/make-room.js";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceCounters } from "../counters/counters.js";
import type { EntryHeaderRow } from "../rows/entry-rows.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { deleteRowIfFound, writeEntryRow } from "./put.js";

/** Brings entries back with the times they had, where they are newer than what is there and where they fit. */
export function restoreEntries(context: KernelContext, { ref, records }: RestoreCommand): readonly RestoreResult[] {
  const counters = context.counters.getForNamespace(ref);
  return records.map((record) => {
    if (!isUnexpired(record.expiresAt, context.now)) return "expired";
    const found = context.statements.findEntry.get(counters.id, record.key);
    const present = found !== undefined && isUnexpired(found[1], context.now);
    if (present && isRowAtLeastAsNew(found, record.createdAt)) return "older";
    if (!present) {
      // Before room is made, which may remove this very row.
      deleteRowIfFound(context, counters, found, record.key);
      if (!purgeExpiredAndCheckRoomForOne(context, ref, counters)) return "full";
    }
    writeEntryRow(context, ref, counters, present ? found : undefined, record);
    return "restored";
  });
}

/** A damaged time is no reason to keep a row from being mended. */
function isRowAtLeastAsNew(existingRow: EntryHeaderRow, createdAt: EpochMs): boolean {
  const existing = existingRow[2];
  return Number.isSafeInteger(existing) && Number(existing) >= createdAt;
}

function purgeExpiredAndCheckRoomForOne(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
): boolean {
  return (
    purgeExpiredAndGetNamespaceExcess(context, ref, counters, 1) === 0 &&
    purgeExpiredAndGetOwnerExcess(context, ref, counters, 1) === 0
  );
}
