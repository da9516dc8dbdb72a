import type { ScanCommand, StoredEntry } from "@keyed-store/core";
import { LAST_VERSION } from "../../sql/schema.js";
import type { KernelContext } from "../context/kernel-context.js";
import { toStoredEntry, toStoredKey } from "../rows/stored-entry.js";

/** SQLite's word for no limit. */
const UNLIMITED = -1;

/** Live entries in order; one statement, so at one point in time. */
export function scan(
  context: KernelContext,
  { ref, order, reverse, limit, after, from, to, only }: ScanCommand,
): readonly StoredEntry[] {
  const id = context.namespaceIds.findEntry(ref);
  if (id === 0) return [];
  const bounds = order === "age" ? versionBounds(id, reverse, after) : [id, after, from, to].filter(isGiven);
  const keysOnly = only === "keys";
  const given = { after: after !== undefined, from: from !== undefined, to: to !== undefined };
  return context.statements
    .scan({ order, reverse, ...given, keysOnly })
    .all(...bounds, context.now, limit === Number.POSITIVE_INFINITY ? UNLIMITED : limit)
    .map((row) => (keysOnly ? toStoredKey(String(row[0])) : toStoredEntry(String(row[4]), row)));
}

function versionBounds(id: number, reverse: boolean, after: ScanCommand["after"]): number[] {
  if (after === undefined) return [id, id];
  const version = Math.min(Number(after), LAST_VERSION);
  return reverse ? [id, id, version] : [id, version, id];
}

function isGiven<T>(bound: T | undefined): bound is T {
  return bound !== undefined;
}
