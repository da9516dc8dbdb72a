import type { StoredEntry } from "../backend/stored-entry.js";
import type { Changes } from "./changes.js";
import type { Table } from "./data.js";
import { countLive, isAhead, liveEntry } from "./live.js";

/** How many live entries tables have before a transaction's changes, and how many after. */
export function census(
  changes: Changes,
  tables: readonly Table[],
): { readonly before: number; readonly after: number } {
  let before = 0;
  let after = 0;
  for (const table of tables) {
    const live = countLive(table, changes.now);
    before += live;
    after += live + growth(changes, table);
  }
  return { before, after };
}

/**
 * The oldest live entries that a transaction leaves alone, at most so many: what it writes itself is never evicted
 * (KS-CAP-1).
 */
export function oldestUntouched(changes: Changes, table: Table, most: number): StoredEntry[] {
  const outcome = changes.byTable.get(table)?.outcome;
  const oldest: StoredEntry[] = [];
  for (const row of table.rows.values()) {
    if (oldest.length === most) break;
    if (isAhead(row.expiresAt, changes.now) && outcome?.has(row.key) !== true) oldest.push(row);
  }
  return oldest;
}

function growth(changes: Changes, table: Table): number {
  let growth = 0;
  for (const [key, entry] of changes.byTable.get(table)?.outcome ?? []) {
    if (entry !== undefined) growth += 1;
    if (liveEntry(table, key, changes.now) !== undefined) growth -= 1;
  }
  return growth;
}
