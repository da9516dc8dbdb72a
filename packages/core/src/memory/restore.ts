import type { Notice, RestoreCommand, RestoreResult, Space } from "../command.js";
import { census } from "./census.js";
import { additionsOf, type Changes, makeChanges, noChanges, planWrite } from "./changes.js";
import { type MemoryData, tableOf, tablesOf } from "./data.js";
import { isAhead, liveEntry } from "./live.js";
import { nearFullNotices } from "./near-full-notices.js";

/** Brings entries back, each for itself, where they are newer than what is there and where they fit. */
export function restore(
  data: MemoryData,
  command: RestoreCommand,
  now: number,
  notices: Notice[],
): readonly RestoreResult[] {
  const { space, records } = command;
  return records.map((record) => {
    if (!isAhead(record.expiresAt, now)) return "expired";
    const present = liveEntry(tableOf(data, space), record.key, now);
    if (present !== undefined && present.createdAt >= record.createdAt) return "older";
    const changes = noChanges(data, now);
    const { key, json, createdAt, expiresAt } = record;
    planWrite(changes, space, { key, json, createdAt, expiresAt });
    if (!fits(changes, space)) return "full";
    notices.push(...nearFullNotices(changes));
    makeChanges(changes);
    return "restored";
  });
}

/** Whether what is added stays within the caps without any eviction. */
function fits(changes: Changes, space: Space): boolean {
  if (additionsOf(changes).length === 0) return true;
  const inNamespace = census(changes, [tableOf(changes.data, space)]).after;
  const inOwner = census(changes, tablesOf(changes.data, space.owner)).after;
  return inNamespace <= space.maxEntries && inOwner <= space.maxEntriesPerOwner;
}
