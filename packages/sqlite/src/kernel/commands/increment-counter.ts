import { addToCounter, type IncrementCommand, type StoredEntry } from "@keyed-store/core";
import { recordWhetherOwnerCapMayEvict } from "../capacity/make-room.js";
import { addToTransactionGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import type { EntryHeaderRow, EntryRow } from "../rows/entry-rows.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { toStoredEntryOfNewRow } from "../rows/new-row.js";
import { toStoredEntry } from "../rows/stored-entry.js";
import { writeRowOrDeleteIfAlreadyExpired } from "./put.js";

/** Adds to the number of a live entry, or begins it; gives the entry as written. */
export function incrementCounter(context: KernelContext, command: IncrementCommand): StoredEntry {
  const { ref, key } = command;
  const { now, statements } = context;
  const counters = context.counters.getForNamespace(ref);
  const found = statements.getEntry.get(counters.id, key);
  const present = found !== undefined && isUnexpired(found[2], now) ? toStoredEntry(key, found) : undefined;
  const entry = addToCounter(present, command, now);
  if (present !== undefined) {
    const version = context.versions.allocateVersion();
    recordWhetherOwnerCapMayEvict(counters, ref);
    statements.replaceVersion.run(counters.id, version, entry.json, now, counters.id, present.version);
    addToTransactionGrowth(context.growth, ref, counters, 0);
    const written = toStoredEntryOfNewRow(entry, version);
    context.rows.store(counters.id, key, written);
    return written;
  }
  const row = found && toEntryHeaderRow(found);
  return toStoredEntryOfNewRow(entry, writeRowOrDeleteIfAlreadyExpired(context, ref, counters, row, entry));
}

/** A row of `getEntry` as one of `findEntry`. */
function toEntryHeaderRow([, createdAt = null, expiresAt = null, version = null]: EntryRow): EntryHeaderRow {
  return [version, expiresAt, createdAt];
}
