import type { RestoreCommand } from "../backend/command.js";
import type { EpochMs } from "../contract/clock.js";
import type { RestoreResult } from "../contract/restore.js";
import type { Notice } from "../contract/store-event.js";
import { decideRestore } from "../rules/decide-restore.js";
import { enforceCaps } from "../rules/enforce-caps.js";
import { createCapContext } from "./create-cap-context.js";
import { findLiveEntry } from "./live-entries.js";
import { getOrCreateTable, type MemoryData } from "./memory-data.js";
import {
  allocateNextVersion,
  applyTransactionPlan,
  createTransactionPlan,
  listNamespacesGainingKeys,
  planEntryWrite,
} from "./transaction-plan.js";

/** Brings entries back, each for itself, where they are newer than what is there and where they fit. */
export function restoreRecords(
  data: MemoryData,
  { ref, records }: RestoreCommand,
  now: EpochMs,
  collectedNotices: Notice[],
): readonly RestoreResult[] {
  return records.map((record) => {
    const { key, json, createdAt, expiresAt } = record;
    const plan = createTransactionPlan(data, now);
    const room = createCapContext(plan);
    const found = findLiveEntry(getOrCreateTable(data, ref), key, now);
    const result = decideRestore(record, ref, now, found, (within) => room.countLive(within).before);
    if (result !== "restored") return result;
    planEntryWrite(plan, ref, { key, json, createdAt, expiresAt, version: allocateNextVersion(data) });
    collectedNotices.push(...enforceCaps(listNamespacesGainingKeys(plan), room)); // It fits, so nothing goes.
    applyTransactionPlan(plan);
    return result;
  });
}
