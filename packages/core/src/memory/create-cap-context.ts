import type { CapContext, CapScope } from "../rules/cap-context.js";
import { countLiveBeforeAndAfter, listOldestUnchangedEntries } from "./count-changes.js";
import { countLiveEntries } from "./live-entries.js";
import { getOrCreateTable, listTablesOfOwner, type MemoryData, type NamespaceTable } from "./memory-data.js";
import { type PlannedChanges, planEntryRemoval } from "./planned-changes.js";

/** Counts for the caps as the planned changes leave the data, and plans the evictions. */
export function createCapContext(changes: PlannedChanges): CapContext {
  return {
    countLive: (scope) => countLiveBeforeAndAfter(changes, listTablesInScope(changes.data, scope)),
    listNamespaces: (owner) =>
      listTablesOfOwner(changes.data, owner).map((table) => ({
        namespace: table.namespace,
        entries: countLiveEntries(table, changes.now),
      })),
    evict(scope, maxCount) {
      const oldest = listTablesInScope(changes.data, scope)
        .filter((table) => scope.namespace !== undefined || isTableEvictable(changes, table))
        .flatMap((table) => listOldestUnchangedEntries(changes, table, maxCount).map((entry) => ({ table, entry })))
        .sort((one, other) => one.entry.version - other.entry.version)
        .slice(0, maxCount);
      for (const { table, entry } of oldest) planEntryRemoval(changes, table, entry.key);
      return oldest.map(({ table }) => table.namespace);
    },
  };
}

function listTablesInScope(data: MemoryData, { owner, namespace }: CapScope): NamespaceTable[] {
  return namespace === undefined ? listTablesOfOwner(data, owner) : [getOrCreateTable(data, { owner, namespace })];
}

/** Whether an owner's cap may evict from a table: its last writer says so, which may be this transaction. */
function isTableEvictable(changes: PlannedChanges, table: NamespaceTable): boolean {
  const lastWriter = changes.byTable.get(table)?.lastWriter;
  return lastWriter === undefined ? table.evictable : lastWriter.overflow === "evict-oldest";
}
