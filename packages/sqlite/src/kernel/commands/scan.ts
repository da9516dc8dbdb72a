import type { ScanCommand, StoredEntry } from "@keyed-store/core";
import { LAST_VERSION } from "../../sql/schema.js";
import type { Work } from "../context/kernel-context.js";
import { storedEntry } from "../rows/stored-entry.js";

/** SQLite's word for no limit. */
const UNLIMITED = -1;

/** Live entries in order; one statement, so at one point in time. */
export function scan(
  work: Work,
  { space, order, reverse, limit, after, from, to }: ScanCommand,
): readonly StoredEntry[] {
  const id = work.ids.of(space);
  if (id === 0) return [];
  const bounds = order === "age" ? agesOf(id, reverse, after) : [id, after, from, to].filter(isGiven);
  return work.sql
    .scan({ order, reverse, after: after !== undefined, from: from !== undefined, to: to !== undefined })
    .all(...bounds, work.now, limit === Number.POSITIVE_INFINITY ? UNLIMITED : limit)
    .map((row) => storedEntry(String(row[4]), row));
}

function agesOf(id: number, reverse: boolean, after: ScanCommand["after"]): number[] {
  if (after === undefined) return [id, id];
  const version = Math.min(Number(after), LAST_VERSION);
  return reverse ? [id, id, version] : [id, version, id];
}

function isGiven<T>(bound: T | undefined): bound is T {
  return bound !== undefined;
}
