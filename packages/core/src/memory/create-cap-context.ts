import type { Room, Within } from "../rules/cap-context.js";
import { type Changes, planRemoval } from "./changes.js";
import { census, oldestUntouched } from "./count-changes.js";
import { type MemoryData, type Table, tableOf, tablesOf } from "./data.js";

/** What the caps are judged by, and the plan of what they evict. */
export function roomIn(changes: Changes): Room {
  return {
    census: (within) => census(changes, tablesWithin(changes.data, within)),
    evict(within, most) {
      const oldest = tablesWithin(changes.data, within)
        .filter((table) => within.namespace !== undefined || isEvictable(changes, table))
        .flatMap((table) => oldestUntouched(changes, table, most).map((entry) => ({ table, entry })))
        .sort((one, other) => one.entry.version - other.entry.version)
        .slice(0, most);
      for (const { table, entry } of oldest) planRemoval(changes, table, entry.key);
      return oldest.map(({ table }) => table.namespace);
    },
  };
}

function tablesWithin(data: MemoryData, { owner, namespace }: Within): Table[] {
  return namespace === undefined ? tablesOf(data, owner) : [tableOf(data, { owner, namespace })];
}

/** Whether an owner's cap may evict from a table: its last writer says so, which may be this transaction. */
function isEvictable(changes: Changes, table: Table): boolean {
  const writer = changes.byTable.get(table)?.writer;
  return writer === undefined ? table.evictable : writer.overflow === "evict-oldest";
}
