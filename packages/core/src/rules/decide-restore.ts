import type { UnversionedEntry } from "../backend/command.js";
import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { EpochMs } from "../contract/clock.js";
import type { RestoreResult } from "../contract/restore.js";
import type { CapScope } from "./cap-context.js";

/**
 * Decides about one record of a {@link RestoreCommand}: it is written where the result is `restored`, and else nothing is done.
 *
 * @param liveEntry the live entry of its key, if there is one
 * @param countLiveEntries how many live entries there are
 */
export function decideRestore(
  record: UnversionedEntry,
  ref: NamespaceRef,
  now: EpochMs,
  liveEntry: StoredEntry | undefined,
  countLiveEntries: (scope: CapScope) => number,
): RestoreResult {
  if (record.expiresAt !== null && record.expiresAt <= now) return "expired";
  if (liveEntry !== undefined) return liveEntry.createdAt >= record.createdAt ? "older" : "restored";
  const { owner, maxEntries, maxEntriesPerOwner } = ref;
  return countLiveEntries(ref) < maxEntries && countLiveEntries({ owner }) < maxEntriesPerOwner ? "restored" : "full";
}
