import type { CapContext, CapScope } from "../rules/cap-context.js";
import { countBeforeAndAfter, listOldestUntouched } from "./count-changes.js";
import { countLive } from "./live-entries.js";
import { getTable, listTables, type MemoryData, type Table } from "./memory-data.js";
import { type Changes, planRemoval } from "./planned-changes.js";

/** Counts for the caps as the planned changes leave the data, and plans the evictions. */
export function createCapContext(changes: Changes): CapContext {
  return {
    countLive: (scope) => countBeforeAndAfter(changes, listTablesInScope(changes.data, scope)),
    listNamespaces: (owner) =>
      listTables(changes.data, owner).map((table) => ({
        namespace: table.namespace,
        entries: countLive(table, changes.now),
      })),
    evict(scope, maxCount) {
      const oldest = listTablesInScope(changes.data, scope)
        .filter((table) => scope.namespace !== undefined || isEvictable(changes, table))
        .flatMap((table) => listOldestUntouched(changes, table, maxCount).map((entry) => ({ table, entry })))
        .sort((one, other) => one.entry.version - other.entry.version)
        .slice(0, maxCount);
      for (const { table, entry } of oldest) planRemoval(changes, table, entry.key);
      return oldest.map(({ table }) => table.namespace);
    },
  };
}

function listTablesInScope(data: MemoryData, { owner, namespace }: CapScope): Table[] {
  return namespace === undefined ? listTables(data, owner) : [getTable(data, { owner, namespace })];
}

/** Whether an owner's cap may evict from a table: its last writer says so, which may be this transaction. */
function isEvictable(changes: Changes, table: Table): boolean {
  const lastWriter = changes.byTable.get(table)?.lastWriter;
  return lastWriter === undefined ? table.evictable : lastWriter.overflow === "evict-oldest";
}
