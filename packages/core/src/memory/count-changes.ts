import type { StoredEntry } from "../backend/stored-entry.js";
import type { LiveCounts } from "../rules/cap-context.js";
import { countLiveEntries, findLiveEntry, isUnexpired } from "./live-entries.js";
import type { NamespaceTable } from "./memory-data.js";
import type { PlannedChanges } from "./planned-changes.js";

/** How many live entries tables have before a transaction's changes, and how many after. */
export function countLiveBeforeAndAfter(changes: PlannedChanges, tables: readonly NamespaceTable[]): LiveCounts {
  let before = 0;
  let after = 0;
  for (const table of tables) {
    const live = countLiveEntries(table, changes.now);
    before += live;
    after += live + countPlannedGrowth(changes, table);
  }
  return { before, after };
}

/**
 * The oldest live entries that a transaction leaves alone, at most so many: what it writes itself is never evicted
 * (KS-CAP-1).
 */
export function listOldestUnchangedEntries(
  changes: PlannedChanges,
  table: NamespaceTable,
  maxCount: number,
): StoredEntry[] {
  const plannedEntries = changes.byTable.get(table)?.plannedEntries;
  const oldest: StoredEntry[] = [];
  for (const row of table.rows.values()) {
    if (oldest.length === maxCount) break;
    const planned = plannedEntries?.has(row.key) === true ? plannedEntries.get(row.key) : row;
    if (isUnexpired(row.expiresAt, changes.now) && planned?.version === row.version) oldest.push(row);
  }
  return oldest;
}

function countPlannedGrowth(changes: PlannedChanges, table: NamespaceTable): number {
  let growth = 0;
  for (const [key, entry] of changes.byTable.get(table)?.plannedEntries ?? []) {
    if (entry !== undefined) growth += 1;
    if (findLiveEntry(table, key, changes.now) !== undefined) growth -= 1;
  }
  return growth;
}
