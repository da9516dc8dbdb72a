import type { ScanCommand, StoredEntry } from "@keyed-store/core";
import { LAST_VERSION } from "../schema.js";
import { storedEntry } from "./stored-entry.js";
import type { Work } from "./work.js";

/** SQLite's word for no limit. */
const UNLIMITED = -1;

/** Live entries in order; one statement, so at one point in time. */
export function scan(
  work: Work,
  { space, order, reverse, limit, after, from, to }: ScanCommand,
): readonly StoredEntry[] {
  const id = work.ids.of(space);
  if (id === 0) return [];
  const place = order === "age" ? [id, id] : [id];
  const behind = after === undefined ? [] : typeof after === "string" ? [after] : [id, Math.min(after, LAST_VERSION)];
  const range = [from, to].filter((bound) => bound !== undefined);
  return work.sql
    .scan({ order, reverse, after: after !== undefined, from: from !== undefined, to: to !== undefined })
    .all(...place, ...behind, ...range, work.now, limit === Number.POSITIVE_INFINITY ? UNLIMITED : limit)
    .map((row) => storedEntry(String(row[4]), row));
}
