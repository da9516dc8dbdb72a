import type { ConsumeCommand, DeleteCommand, PutCommand } from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import { corruptEntryError } from "../errors/corrupt-entry-error.js";
import { isDecodable } from "../values/decode.js";
import { getTable } from "./memory-data.js";
import { type Changes, findPlannedEntry, planRemoval, planWrite } from "./planned-changes.js";

/** Plans to write a value where what is expected is there; says whether it is. */
export function planPut(changes: Changes, { ref, key, json, ttlMs, expected }: PutCommand): boolean {
  const { data, now } = changes;
  const table = getTable(data, ref);
  const version = findPlannedEntry(changes, table, key)?.version ?? null;
  if (expected !== undefined && expected !== version) return false;
  planWrite(changes, ref, { key, json, createdAt: now, expiresAt: ttlMs === null ? null : now + ttlMs });
  return true;
}

/** Plans to remove a live entry, of the expected version where one is given; says whether there is one. */
export function planDelete(changes: Changes, { ref, key, expected }: DeleteCommand): boolean {
  const table = getTable(changes.data, ref);
  const found = findPlannedEntry(changes, table, key);
  if (found === undefined || (expected !== undefined && expected !== found.version)) return false;
  planRemoval(changes, table, key);
  return true;
}

/** Plans to remove a live entry, and gives it; one that cannot be given stays (KS-VALUE-4). */
export function planConsume(changes: Changes, { ref, key }: ConsumeCommand): StoredEntry | undefined {
  const table = getTable(changes.data, ref);
  const found = findPlannedEntry(changes, table, key);
  if (found === undefined) return undefined;
  if (!isDecodable(found.json)) throw corruptEntryError({ owner: ref.owner, namespace: ref.namespace, key });
  planRemoval(changes, table, key);
  return found;
}
