import type { CheckCommand, GetCommand, GetManyCommand, StoredEntry } from "@keyed-store/core";
import type { Work } from "../context/kernel-context.js";
import { isAhead } from "../rows/is-unexpired.js";
import { storedEntry, storedJson } from "../rows/stored-entry.js";
import { meets } from "./put.js";

/** The live entry of a key. */
export function get(work: Work, { space, key, wanted }: GetCommand): StoredEntry | undefined {
  const id = work.ids.of(space);
  if (wanted === undefined) return liveEntry(work, id, key);
  const row = work.sql.getJson.get(id, key, work.now);
  return row && storedJson(key, row);
}

/** The live entries of many keys; the caller sees to it that they are read at one point in time. */
export function getMany(work: Work, { space, keys }: GetManyCommand): readonly (StoredEntry | undefined)[] {
  const id = work.ids.of(space);
  return keys.map((key) => liveEntry(work, id, key));
}

/** Whether a key is in the state that is demanded. */
export function check(work: Work, { space, key, expected }: CheckCommand): boolean {
  return meets(work.sql.findEntry.get(work.ids.of(space), key), expected, work.now);
}

/** The live entry of a key in a namespace by its id. */
export function liveEntry(work: Work, namespaceId: number, key: string): StoredEntry | undefined {
  const row = work.sql.getEntry.get(namespaceId, key);
  return row !== undefined && isAhead(row[2], work.now) ? storedEntry(key, row) : undefined;
}
