import type { StoredEntry } from "../command.js";
import type { Changes } from "./changes.js";
import type { Table } from "./data.js";
import { countLive, liveEntries, liveEntry } from "./live.js";

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

/** The live entries that a transaction leaves alone, oldest first: what it writes itself is never evicted (KS-CAP-1). */
export function untouched(changes: Changes, table: Table): StoredEntry[] {
  const outcome = changes.byTable.get(table)?.outcome;
  return liveEntries(table, changes.now).filter(({ key }) => outcome?.has(key) !== true);
}

function growth(changes: Changes, table: Table): number {
  let growth = 0;
  for (const [key, entry] of changes.byTable.get(table)?.outcome ?? []) {
    if (entry !== undefined) growth += 1;
    if (liveEntry(table, key, changes.now) !== undefined) growth -= 1;
  }
  return growth;
}
