import type { CheckCommand, GetCommand, GetManyCommand, StoredEntry } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceId } from "../counters/counters.js";
import { isRowAsExpected } from "../rows/is-as-expected.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { toJsonOnlyEntry, toKeyOnlyEntry, toStoredEntry } from "../rows/stored-entry.js";

/** The live entry of a key. */
export function getEntry(context: KernelContext, { ref, key, only }: GetCommand): StoredEntry | undefined {
  const id = context.namespaceIds.findId(ref);
  if (only === undefined) return findLiveEntry(context, id, key);
  if (only === "presence") {
    const found = context.statements.findEntry.get(id, key);
    return found !== undefined && isUnexpired(found[1], context.now) ? toKeyOnlyEntry(key) : undefined;
  }
  const row = context.statements.getJson.get(id, key, context.now);
  return row && toJsonOnlyEntry(key, row);
}

/** The live entries of many keys; the caller makes sure that they are read at one point in time. */
export function getEntries(
  context: KernelContext,
  { ref, keys }: GetManyCommand,
): readonly (StoredEntry | undefined)[] {
  const id = context.namespaceIds.findId(ref);
  return keys.map((key) => findLiveEntry(context, id, key));
}

/** Whether a key is in the expected state. */
export function isEntryAsExpected(context: KernelContext, { ref, key, expected }: CheckCommand): boolean {
  const found = context.statements.findEntry.get(context.namespaceIds.findId(ref), key);
  return isRowAsExpected(found, { expected }, context.now);
}

/** The live entry of a key in a namespace by its id. */
export function findLiveEntry(context: KernelContext, namespaceId: NamespaceId, key: string): StoredEntry | undefined {
  const row = context.statements.getEntry.get(namespaceId, key);
  return row !== undefined && isUnexpired(row[2], context.now) ? toStoredEntry(key, row) : undefined;
}
