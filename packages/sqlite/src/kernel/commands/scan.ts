import type { ScanCommand, ScanCursor, StoredEntry } from "@keyed-store/core";
import { LAST_VERSION } from "../../sql/schema.js";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceId } from "../counters/counters.js";
import { toKeyOnlyEntry, toStoredEntry } from "../rows/stored-entry.js";

/** SQLite's word for no limit. */
const UNLIMITED = -1;

/** Live entries in order; one statement, so at one point in time. */
export function scanEntries(
  context: KernelContext,
  { ref, order, reverse, limit, after, from, to, only }: ScanCommand,
): readonly StoredEntry[] {
  const id = context.namespaceIds.findId(ref);
  if (id === 0) return [];
  const bounds =
    order === "age" ? buildVersionRangeParameters(id, reverse, after) : [id, after, from, to].filter(isDefined);
  const keysOnly = only === "keys";
  const given = { after: after !== undefined, from: from !== undefined, to: to !== undefined };
  return context.statements
    .scan({ order, reverse, ...given, keysOnly })
    .all(...bounds, context.now, limit === Number.POSITIVE_INFINITY ? UNLIMITED : limit)
    .map((row) => (keysOnly ? toKeyOnlyEntry(String(row[0])) : toStoredEntry(String(row[4]), row)));
}

function buildVersionRangeParameters(
  namespaceId: NamespaceId,
  reverse: boolean,
  afterVersion: ScanCursor | undefined,
): number[] {
  if (afterVersion === undefined) return [namespaceId, namespaceId];
  const version = Math.min(Number(afterVersion), LAST_VERSION);
  return reverse ? [namespaceId, namespaceId, version] : [namespaceId, version, namespaceId];
}

function isDefined<T>(bound: T | undefined): bound is T {
  return bound !== undefined;
}
