import type { ScanCommand, ScanCursor } from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import { compareUtf8 } from "../text/utf8.js";
import { isInKeyRange } from "./is-in-key-range.js";

/**
 * What a scan asks for of the live entries of its namespace, which are given oldest first: those between its bounds, in
 * its order, at most its limit (KS-ORDER-1). For a backend that has no index to ask instead.
 */
export function scanEntries<E extends StoredEntry>(entries: readonly E[], command: ScanCommand): E[] {
  const { order, limit, reverse, after } = command;
  const direction = reverse ? -1 : 1;
  const selected = entries.filter(
    (entry) =>
      (after === undefined || compareEntryToCursor(entry, after) * direction > 0) && isInKeyRange(entry.key, command),
  );
  if (order === "key") selected.sort((a, b) => compareUtf8(a.key, b.key));
  if (reverse) selected.reverse();
  return selected.slice(0, limit);
}

/** Where an entry stands to a place in the order: a version in that of age, a key in that of keys. */
function compareEntryToCursor({ key, version }: StoredEntry, cursor: ScanCursor): number {
  return typeof cursor === "number" ? version - cursor : compareUtf8(key, cursor);
}
