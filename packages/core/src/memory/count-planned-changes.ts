import type { StoredEntry } from "../backend/stored-entry.js";
import type { LiveCounts } from "../rules/cap-context.js";
import { countLiveEntries, findLiveEntry, isUnexpired } from "./live-entries.js";
import type { NamespaceTable } from "./memory-data.js";
import type { TransactionPlan } from "./transaction-plan.js";

/** How many live entries tables have before a transaction's changes, and how many after. */
export function countLiveEntriesBeforeAndAfterPlan(
  plan: TransactionPlan,
  tables: readonly NamespaceTable[],
): LiveCounts {
  let before = 0;
  let after = 0;
  for (const table of tables) {
    const live = countLiveEntries(table, plan.now);
    before += live;
    after += live + countPlannedGrowth(plan, table);
  }
  return { before, after };
}

/**
 * The oldest live entries that a transaction leaves alone, at most so many: what it writes itself is never evicted
 * (KS-CAP-1).
 */
export function listOldestEntriesUnchangedByPlan(
  plan: TransactionPlan,
  table: NamespaceTable,
  maxCount: number,
): StoredEntry[] {
  const plannedEntries = plan.byTable.get(table)?.plannedEntries;
  const oldest: StoredEntry[] = [];
  for (const row of table.rows.values()) {
    if (oldest.length === maxCount) break;
    const planned = plannedEntries?.has(row.key) === true ? plannedEntries.get(row.key) : row;
    if (isUnexpired(row.expiresAt, plan.now) && planned?.version === row.version) oldest.push(row);
  }
  return oldest;
}

function countPlannedGrowth(plan: TransactionPlan, table: NamespaceTable): number {
  let growth = 0;
  for (const [key, entry] of plan.byTable.get(table)?.plannedEntries ?? []) {
    if (entry !== undefined) growth += 1;
    if (findLiveEntry(table, key, plan.now) !== undefined) growth -= 1;
  }
  return growth;
}
