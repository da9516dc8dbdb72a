import type { StoredEntry } from "@keyed-store/core";

/** What a row takes beside its text: its entry, its place in a map and the headers of two strings. */
const ROW_BYTES = 200;

/** What a namespace takes beside its rows. */
export const NAMESPACE_BYTES = 600;

/** About how many bytes of memory a cached row takes, or a key without one: from above, as most text takes one byte for a unit. */
export function estimateRowBytes(key: string, row: Pick<StoredEntry, "json"> | null): number {
  return ROW_BYTES + 2 * (key.length + (row?.json.length ?? 0));
}
