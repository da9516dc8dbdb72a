import type { RestoreCommand } from "../backend/command.js";
import type { RestoreResult } from "../contract/restore.js";
import type { Notice } from "../contract/store-event.js";
import { judgeRestore } from "../rules/decide-restore.js";
import { judgeCaps } from "../rules/enforce-caps.js";
import { additionsOf, makeChanges, noChanges, planWrite } from "./changes.js";
import { roomIn } from "./create-cap-context.js";
import { type MemoryData, tableOf } from "./data.js";
import { liveEntry } from "./live.js";

/** Brings entries back, each for itself, where they are newer than what is there and where they fit. */
export function restore(
  data: MemoryData,
  { space, records }: RestoreCommand,
  now: number,
  notices: Notice[],
): readonly RestoreResult[] {
  return records.map((record) => {
    const { key, json, createdAt, expiresAt } = record;
    const changes = noChanges(data, now);
    const room = roomIn(changes);
    const found = liveEntry(tableOf(data, space), key, now);
    const result = judgeRestore(record, space, now, found, (within) => room.census(within).before);
    if (result !== "restored") return result;
    planWrite(changes, space, { key, json, createdAt, expiresAt });
    notices.push(...judgeCaps(additionsOf(changes), room)); // It fits, so nothing goes.
    makeChanges(changes);
    return result;
  });
}
