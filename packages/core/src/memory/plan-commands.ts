import type {
  ConsumeCommand,
  DeleteCommand,
  IncrementCommand,
  PutCommand,
  ReplaceCommand,
  TouchCommand,
} from "../backend/command.js";
import { computeExpiresAt } from "../backend/expiry.js";
import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import { corruptEntryError } from "../errors/corrupt-entry-error.js";
import { addToCounter } from "../rules/add-to-counter.js";
import { isDecodable } from "../values/decode.js";
import { isUnexpired } from "./live-entries.js";
import { getTable } from "./memory-data.js";
import { type Changes, findPlannedEntry, nextVersion, planExpiry, planRemoval, planWrite } from "./planned-changes.js";

/** Plans to write a value where what is expected is there; says whether it is. */
export function planPut(changes: Changes, command: PutCommand): boolean {
  return planReplace(changes, command) !== undefined;
}

/** Plans to write a value where what is expected is there; gives the entry as written, if it is. */
export function planReplace(changes: Changes, command: PutCommand | ReplaceCommand): StoredEntry | undefined {
  const { ref, key, json, expiry } = command;
  const { data, now } = changes;
  if (!isAsExpected(findPlannedEntry(changes, getTable(data, ref), key), command)) return undefined;
  const expiresAt = computeExpiresAt(expiry, now);
  const entry: StoredEntry = { key, json, createdAt: now, expiresAt, version: nextVersion(data) };
  planWriteUnlessExpired(changes, ref, entry);
  return entry;
}

/** Plans to add to a number; gives the entry as written. */
export function planIncrement(changes: Changes, command: IncrementCommand): StoredEntry {
  const { ref, key } = command;
  const { data, now } = changes;
  const found = findPlannedEntry(changes, getTable(data, ref), key);
  const entry: StoredEntry = { ...addToCounter(found, command, now), version: nextVersion(data) };
  planWriteUnlessExpired(changes, ref, entry);
  return entry;
}

/** Plans a new expiry of a live entry that is as expected; says whether there is one. */
export function planTouch(changes: Changes, command: TouchCommand): boolean {
  const { ref, key, expiry } = command;
  const table = getTable(changes.data, ref);
  const found = findPlannedEntry(changes, table, key);
  if (found === undefined || !isAsExpected(found, command)) return false;
  const expiresAt = computeExpiresAt(expiry, changes.now);
  if (isUnexpired(expiresAt, changes.now)) planExpiry(changes, table, { ...found, expiresAt });
  else planRemoval(changes, table, key);
  return true;
}

/** Plans to remove a live entry that is as expected; says whether there is one. */
export function planDelete(changes: Changes, command: DeleteCommand): boolean {
  const { ref, key } = command;
  const table = getTable(changes.data, ref);
  const found = findPlannedEntry(changes, table, key);
  if (found === undefined || !isAsExpected(found, command)) return false;
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

/** Plans a write; one that would have expired already only removes what is there (KS-TTL-7). */
function planWriteUnlessExpired(changes: Changes, ref: NamespaceRef, entry: StoredEntry): void {
  if (isUnexpired(entry.expiresAt, changes.now)) planWrite(changes, ref, entry);
  else planRemoval(changes, getTable(changes.data, ref), entry.key);
}

/** What a command expects to be there: no live entry, or a live one of this version and expiry, where they are given. */
interface Expectation {
  readonly expected?: number | null;
  readonly expectedExpiresAt?: number | null;
}

function isAsExpected(found: StoredEntry | undefined, { expected, expectedExpiresAt }: Expectation): boolean {
  return (
    (expected === undefined || expected === (found?.version ?? null)) &&
    (expectedExpiresAt === undefined || expectedExpiresAt === found?.expiresAt)
  );
}
