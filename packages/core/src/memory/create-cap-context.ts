import type { CapContext, CapScope } from "../rules/cap-context.js";
import { countLiveEntriesBeforeAndAfterPlan, listOldestEntriesUnchangedByPlan } from "./count-planned-changes.js";
import { countLiveEntries } from "./live-entries.js";
import { getOrCreateTable, listTablesOfOwner, type MemoryData, type NamespaceTable } from "./memory-data.js";
import { planEntryRemoval, type TransactionPlan } from "./transaction-plan.js";

/** Counts for the caps as the planned changes leave the data, and plans the evictions. */
export function createCapContext(plan: TransactionPlan): CapContext {
  return {
    countLive: (scope) => countLiveEntriesBeforeAndAfterPlan(plan, listTablesInScope(plan.data, scope)),
    listNamespaces: (owner) =>
      listTablesOfOwner(plan.data, owner).map((table) => ({
        namespace: table.namespace,
        entries: countLiveEntries(table, plan.now),
      })),
    evict(scope, maxCount) {
      const oldest = listTablesInScope(plan.data, scope)
        .filter((table) => scope.namespace !== undefined || mayOwnerCapEvictFromTable(plan, table))
        .flatMap((table) => listOldestEntriesUnchangedByPlan(plan, table, maxCount).map((entry) => ({ table, entry })))
        .sort((one, other) => one.entry.version - other.entry.version)
        .slice(0, maxCount);
      for (const { table, entry } of oldest) planEntryRemoval(plan, table, entry.key);
      return oldest.map(({ table }) => table.namespace);
    },
  };
}

function listTablesInScope(data: MemoryData, { owner, namespace }: CapScope): NamespaceTable[] {
  return namespace === undefined ? listTablesOfOwner(data, owner) : [getOrCreateTable(data, { owner, namespace })];
}

/** Whether an owner's cap may evict from a table: its last writer says so, which may be this transaction. */
function mayOwnerCapEvictFromTable(plan: TransactionPlan, table: NamespaceTable): boolean {
  const lastWriter = plan.byTable.get(table)?.lastWriter;
  return lastWriter === undefined ? table.evictable : lastWriter.overflow === "evict-oldest";
}
