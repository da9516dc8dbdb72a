import type { NamespaceRef, PutCommand } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import { runPendingEvictions } from "../capacity/eviction.js";
import { makeRoom, setEvictable } from "../capacity/make-room.js";
import { addNearFullNotices } from "../capacity/near-full.js";
import { trackGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import { type NamespaceCounters, recordAdded, recordExpiry, recordRemoved } from "../counters/counters.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { createNewRow, type NewRow } from "../rows/new-row.js";
import { canPutUnchecked, putUnchecked } from "./put-unchecked.js";

/** Writes a value where what is expected is there. */
export function put(context: KernelContext, command: PutCommand): boolean {
  const { ref, key, expected } = command;
  const counters = context.counters.ofNamespace(ref);
  if (context.evictionBacklog !== undefined && context.evictionBacklog !== counters) runPendingEvictions(context);
  const row = createNewRow(context.now, command);
  const isExpired = !isUnexpired(row.expiresAt, context.now);
  if (expected === undefined && !isExpired && canPutUnchecked(context, ref, counters, 1)) {
    putUnchecked(context, ref, counters, row);
    return true;
  }
  runPendingEvictions(context);
  const found = context.statements.findEntry.get(counters.id, key);
  if (!matchesExpected(found, expected, context.now)) return false;
  if (isExpired) removeFoundRow(context, ref, counters, found, key);
  else writeRow(context, ref, counters, found, row);
  return true;
}

/** Removes the row of a key that was found, live or not: what was to take its place has expired already (KS-TTL-7). */
export function removeFoundRow(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  found: SqliteRow | undefined,
  key: string,
): void {
  deleteFoundRow(context, counters, found, key);
  if (found !== undefined && isUnexpired(found[1], context.now)) trackGrowth(context.growth, ref, counters, -1);
}

/** Whether a row of `findEntry` is what is expected: `undefined` anything, `null` nothing live, else that version. */
export function matchesExpected(
  found: SqliteRow | undefined,
  expected: number | null | undefined,
  now: number,
): boolean {
  if (expected === undefined) return true;
  const live = found !== undefined && isUnexpired(found[1], now);
  return expected === null ? !live : live && found[0] === expected;
}

/** Writes a row in place of the live one that was found, or as a new one for which room is made; returns its version. */
export function writeRow(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  found: SqliteRow | undefined,
  row: NewRow,
): number {
  if (found !== undefined && isUnexpired(found[1], context.now)) {
    setEvictable(counters, ref);
    const version = context.versions.next();
    context.statements.updateEntry.run(
      counters.id,
      version,
      row.json,
      row.createdAt,
      row.expiresAt,
      counters.id,
      row.key,
    );
    recordExpiry(counters, row.expiresAt);
    trackGrowth(context.growth, ref, counters, 0);
    return version;
  }
  deleteFoundRow(context, counters, found, row.key);
  const evicted = context.growth === undefined ? makeRoom(context, ref, counters) : 0;
  setEvictable(counters, ref);
  context.counters.ensureRows(counters);
  const version = context.versions.next();
  context.statements.insertEntry.run(
    counters.id,
    version,
    counters.id,
    row.key,
    row.json,
    row.createdAt,
    row.expiresAt,
  );
  recordAdded(counters, 1);
  recordExpiry(counters, row.expiresAt);
  if (context.growth === undefined) addNearFullNotices(context, ref, counters, 1 - evicted);
  else trackGrowth(context.growth, ref, counters, 1);
  return version;
}

/** Removes the row of a key that was found. One that is not live never takes room (KS-TTL-4). */
export function deleteFoundRow(
  context: KernelContext,
  counters: NamespaceCounters,
  found: SqliteRow | undefined,
  key: string,
): void {
  if (found !== undefined) recordRemoved(counters, context.statements.deleteEntry.run(counters.id, key));
}
