import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { EpochMs } from "../contract/clock.js";
import type { EntryVersion } from "../contract/entry.js";
import { findLiveEntry, lowerFirstExpiry, removeExpiredEntries } from "./live-entries.js";
import { getOrCreateTable, type MemoryData, type NamespaceTable } from "./memory-data.js";

/**
 * What a transaction is about to change. Its steps are worked out here and nothing is touched until all of them are
 * found to be in order, so that one that is refused has nothing to take back (KS-ATOM-2, KS-ATOM-4).
 */
export interface TransactionPlan {
  readonly data: MemoryData;
  readonly now: EpochMs;
  readonly byTable: Map<NamespaceTable, PlannedTableChanges>;
}

/** What a transaction is about to change in one table. */
export interface PlannedTableChanges {
  /** What is to be under a key, `undefined` for nothing; what is to be written stands in the order of writing. */
  readonly plannedEntries: Map<string, StoredEntry | undefined>;
  /** The handle that writes to the table; absent where rows only go. */
  lastWriter: NamespaceRef | undefined;
  /** The handle that writes a key which is not there, so that the caps must be checked. */
  keyAdder: NamespaceRef | undefined;
}

/** Creates an empty plan. */
export function createTransactionPlan(data: MemoryData, now: EpochMs): TransactionPlan {
  return { data, now, byTable: new Map() };
}

/** The live entry of a key as the steps so far leave it. */
export function findEntryAfterPlan(plan: TransactionPlan, table: NamespaceTable, key: string): StoredEntry | undefined {
  const plannedEntries = plan.byTable.get(table)?.plannedEntries;
  return plannedEntries?.has(key) ? plannedEntries.get(key) : findLiveEntry(table, key, plan.now);
}

/** The version of the next write. A transaction that is refused leaves a gap in the versions, and that is all it leaves. */
export function allocateNextVersion(data: MemoryData): EntryVersion {
  data.lastVersion += 1;
  return data.lastVersion;
}

/** Plans to write an entry of a new version, as the youngest. */
export function planEntryWrite(plan: TransactionPlan, ref: NamespaceRef, entry: StoredEntry): void {
  const table = getOrCreateTable(plan.data, ref);
  const planned = getOrCreateTableChanges(plan, table);
  planned.lastWriter = ref;
  if (findEntryAfterPlan(plan, table, entry.key) === undefined) planned.keyAdder = ref;
  planned.plannedEntries.delete(entry.key);
  planned.plannedEntries.set(entry.key, entry);
}

/** Plans to give an entry another expiry. It keeps its version, and with it its place in the order. */
export function planExpiryChange(plan: TransactionPlan, table: NamespaceTable, entryWithNewExpiry: StoredEntry): void {
  getOrCreateTableChanges(plan, table).plannedEntries.set(entryWithNewExpiry.key, entryWithNewExpiry);
}

/** Plans to remove an entry. */
export function planEntryRemoval(plan: TransactionPlan, table: NamespaceTable, key: string): void {
  getOrCreateTableChanges(plan, table).plannedEntries.set(key, undefined);
}

/** The handles that write keys which were not there, one of each table. */
export function listNamespacesGainingKeys(plan: TransactionPlan): NamespaceRef[] {
  return [...plan.byTable.values()].flatMap(({ keyAdder }) => keyAdder ?? []);
}

/** Applies the plan to the data. */
export function applyTransactionPlan(plan: TransactionPlan): void {
  for (const [table, { plannedEntries, lastWriter }] of plan.byTable) {
    for (const [key, entry] of plannedEntries) {
      // A Map keeps the place of a key that is there, and an entry that only expires at another time stays in its place.
      if (entry === undefined || entry.version !== table.rows.get(key)?.version) table.rows.delete(key);
      if (entry === undefined) continue;
      table.rows.set(key, entry);
      lowerFirstExpiry(table, entry.expiresAt);
    }
    if (lastWriter === undefined) continue;
    table.evictable = lastWriter.overflow === "evict-oldest";
    // They take no room from live entries, but they must not pile up either.
    const { maxEntries } = lastWriter;
    if (table.rows.size > (maxEntries === Number.POSITIVE_INFINITY ? table.purgeAbove : maxEntries)) {
      removeExpiredEntries(table, plan.now);
      table.purgeAbove = Math.max(table.purgeAbove, 2 * table.rows.size);
    }
  }
}

function getOrCreateTableChanges(plan: TransactionPlan, table: NamespaceTable): PlannedTableChanges {
  const known = plan.byTable.get(table) ?? {
    plannedEntries: new Map(),
    lastWriter: undefined,
    keyAdder: undefined,
  };
  plan.byTable.set(table, known);
  return known;
}
