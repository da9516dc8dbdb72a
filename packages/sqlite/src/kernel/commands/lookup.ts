import type { CheckCommand, GetCommand, GetManyCommand, StoredEntry } from "@keyed-store/core";
import type { CachedRow } from "../cache/row-cache.js";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceId } from "../counters/counters.js";
import { isRowAsExpected } from "../rows/is-as-expected.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { toJsonOnlyEntry, toKeyOnlyEntry, toSoundEntry, toUndecodableEntry } from "../rows/stored-entry.js";

/** The live entry of a key. */
export function getEntry(context: KernelContext, { ref, key, only }: GetCommand): StoredEntry | undefined {
  const id = context.namespaceIds.findId(ref);
  const cached = findCachedRow(context, id, key);
  if (cached !== undefined) return toLiveEntry(context, cached);
  if (only === "presence") {
    const found = context.statements.findEntry.get(id, key);
    return found !== undefined && isUnexpired(found[1], context.now) ? toKeyOnlyEntry(key) : undefined;
  }
  return readLiveEntry(context, id, key, only);
}

/** The live entries of many keys; the caller makes sure that they are read at one point in time. */
export function getEntries(
  context: KernelContext,
  { ref, keys }: GetManyCommand,
): readonly (StoredEntry | undefined)[] {
  const id = context.namespaceIds.findId(ref);
  return keys.map((key) => {
    const cached = findCachedRow(context, id, key);
    return cached === undefined ? readLiveEntry(context, id, key) : toLiveEntry(context, cached);
  });
}

/** Whether a key is in the expected state. */
export function isEntryAsExpected(context: KernelContext, { ref, key, expected }: CheckCommand): boolean {
  const found = context.statements.findEntry.get(context.namespaceIds.findId(ref), key);
  return isRowAsExpected(found, { expected }, context.now);
}

/** The live entry of a key in a namespace by its id, read from the file. */
export function readLiveEntry(
  context: KernelContext,
  namespaceId: NamespaceId,
  key: string,
  only?: "json",
): StoredEntry | undefined {
  const row = context.statements.getEntry.get(namespaceId, key);
  if (row === undefined) {
    if (namespaceId !== 0) context.rows.store(namespaceId, key, null);
    return undefined;
  }
  const entry = toSoundEntry(key, row);
  if (entry !== undefined) context.rows.store(namespaceId, key, entry);
  if (!isUnexpired(row[2], context.now)) return undefined;
  return entry ?? (only === "json" ? toJsonOnlyEntry(key, row) : toUndecodableEntry(key));
}

/** The row of a key, if it is cached and no other connection has changed it since. */
function findCachedRow(context: KernelContext, namespaceId: NamespaceId, key: string): CachedRow | undefined {
  const row = context.rows.find(namespaceId, key);
  if (row === undefined || context.isSnapshotOpen) return row;
  return context.dropCachesIfStale() ? undefined : row;
}

function toLiveEntry({ now }: KernelContext, row: CachedRow): StoredEntry | undefined {
  return row !== null && isUnexpired(row.expiresAt, now) ? row : undefined;
}
