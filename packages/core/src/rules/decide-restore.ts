import type { RestoreCommand } from "../backend/command.js";
import type { Space } from "../backend/namespace-ref.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { RestoreResult } from "../contract/restore.js";
import type { Within } from "./cap-context.js";

/**
 * Judges one record of a {@link RestoreCommand}: it is written where the result is `restored`, and else nothing is done.
 *
 * @param found the live entry of its key, if there is one
 * @param count how many live entries there are
 */
export function judgeRestore(
  record: RestoreCommand["records"][number],
  space: Space,
  now: number,
  found: StoredEntry | undefined,
  count: (within: Within) => number,
): RestoreResult {
  if (record.expiresAt !== null && record.expiresAt <= now) return "expired";
  if (found !== undefined) return found.createdAt >= record.createdAt ? "older" : "restored";
  const { owner, maxEntries, maxEntriesPerOwner } = space;
  return count(space) < maxEntries && count({ owner }) < maxEntriesPerOwner ? "restored" : "full";
}
