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
import { isParsableJsonText } from "../values/decode.js";
import { isUnexpired } from "./live-entries.js";
import { getOrCreateTable } from "./memory-data.js";
import {
  allocateNextVersion,
  findEntryAfterPlan,
  planEntryRemoval,
  planEntryWrite,
  planExpiryChange,
  type TransactionPlan,
} from "./transaction-plan.js";

/** Plans to write a value where what is expected is there; says whether it is. */
export function planPutIfAsExpected(plan: TransactionPlan, command: PutCommand): boolean {
  return planReplaceIfAsExpected(plan, command) !== undefined;
}

/** Plans to write a value where what is expected is there; gives the entry as written, if it is. */
export function planReplaceIfAsExpected(
  plan: TransactionPlan,
  command: PutCommand | ReplaceCommand,
): StoredEntry | undefined {
  const { ref, key, json, expiry } = command;
  const { data, now } = plan;
  if (!isEntryAsExpected(findEntryAfterPlan(plan, getOrCreateTable(data, ref), key), command)) return undefined;
  const expiresAt = computeExpiresAt(expiry, now);
  const entry: StoredEntry = { key, json, createdAt: now, expiresAt, version: allocateNextVersion(data) };
  planWriteUnlessExpired(plan, ref, entry);
  return entry;
}

/** Plans to add to a number; gives the entry as written. */
export function planIncrement(plan: TransactionPlan, command: IncrementCommand): StoredEntry {
  const { ref, key } = command;
  const { data, now } = plan;
  const found = findEntryAfterPlan(plan, getOrCreateTable(data, ref), key);
  const entry: StoredEntry = { ...addToCounter(found, command, now), version: allocateNextVersion(data) };
  planWriteUnlessExpired(plan, ref, entry);
  return entry;
}

/** Plans a new expiry of a live entry that is as expected; says whether there is one. */
export function planTouchIfAsExpected(plan: TransactionPlan, command: TouchCommand): boolean {
  const { ref, key, expiry } = command;
  const table = getOrCreateTable(plan.data, ref);
  const found = findEntryAfterPlan(plan, table, key);
  if (found === undefined || !isEntryAsExpected(found, command)) return false;
  const expiresAt = computeExpiresAt(expiry, plan.now);
  if (isUnexpired(expiresAt, plan.now)) planExpiryChange(plan, table, { ...found, expiresAt });
  else planEntryRemoval(plan, table, key);
  return true;
}

/** Plans to remove a live entry that is as expected; says whether there is one. */
export function planDeleteIfAsExpected(plan: TransactionPlan, command: DeleteCommand): boolean {
  const { ref, key } = command;
  const table = getOrCreateTable(plan.data, ref);
  const found = findEntryAfterPlan(plan, table, key);
  if (found === undefined || !isEntryAsExpected(found, command)) return false;
  planEntryRemoval(plan, table, key);
  return true;
}

/** Plans to remove a live entry, and gives it; one that cannot be given stays (KS-VALUE-4). */
export function planConsumeOfLiveEntry(plan: TransactionPlan, { ref, key }: ConsumeCommand): StoredEntry | undefined {
  const table = getOrCreateTable(plan.data, ref);
  const found = findEntryAfterPlan(plan, table, key);
  if (found === undefined) return undefined;
  if (!isParsableJsonText(found.json)) throw corruptEntryError({ owner: ref.owner, namespace: ref.namespace, key });
  planEntryRemoval(plan, table, key);
  return found;
}

/** Plans a write; one that would have expired already only removes what is there (KS-TTL-7). */
function planWriteUnlessExpired(plan: TransactionPlan, ref: NamespaceRef, entry: StoredEntry): void {
  if (isUnexpired(entry.expiresAt, plan.now)) planEntryWrite(plan, ref, entry);
  else planEntryRemoval(plan, getOrCreateTable(plan.data, ref), entry.key);
}

/** What a command expects to be there: no live entry, or a live one of this version and expiry, where they are given. */
interface Expectation {
  readonly expected?: number | null;
  readonly expectedExpiresAt?: number | null;
}

function isEntryAsExpected(found: StoredEntry | undefined, { expected, expectedExpiresAt }: Expectation): boolean {
  return (
    (expected === undefined || expected === (found?.version ?? null)) &&
    (expectedExpiresAt === undefined || expectedExpiresAt === found?.expiresAt)
  );
}
