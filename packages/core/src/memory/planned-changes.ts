import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import { findLiveEntry, removeExpired, trackExpiry } from "./live-entries.js";
import { getTable, type MemoryData, type Table } from "./memory-data.js";

/**
 * What a transaction is about to change. Its steps are worked out here and nothing is touched until all of them are
 * found to be in order, so that one that is refused has nothing to take back (KS-ATOM-2, KS-ATOM-4).
 */
export interface Changes {
  readonly data: MemoryData;
  readonly now: number;
  readonly byTable: Map<Table, TableChanges>;
}

/** What a transaction is about to change in one table. */
export interface TableChanges {
  /** What is to be under a key, `undefined` for nothing; what is to be written stands in the order of writing. */
  readonly plannedEntries: Map<string, StoredEntry | undefined>;
  /** The handle that writes to the table; absent where rows only go. */
  lastWriter: NamespaceRef | undefined;
  /** The handle that writes a key which is not there, so that the caps must be checked. */
  keyAdder: NamespaceRef | undefined;
}

/** Creates an empty plan. */
export function createChanges(data: MemoryData, now: number): Changes {
  return { data, now, byTable: new Map() };
}

/** The live entry of a key as the steps so far leave it. */
export function findPlannedEntry(changes: Changes, table: Table, key: string): StoredEntry | undefined {
  const plannedEntries = changes.byTable.get(table)?.plannedEntries;
  return plannedEntries?.has(key) ? plannedEntries.get(key) : findLiveEntry(table, key, changes.now);
}

/** The version of the next write. A transaction that is refused leaves a gap in the versions, and that is all it leaves. */
export function nextVersion(data: MemoryData): number {
  data.lastVersion += 1;
  return data.lastVersion;
}

/** Plans to write an entry of a new version, as the youngest. */
export function planWrite(changes: Changes, ref: NamespaceRef, entry: StoredEntry): void {
  const table = getTable(changes.data, ref);
  const planned = getTableChanges(changes, table);
  planned.lastWriter = ref;
  if (findPlannedEntry(changes, table, entry.key) === undefined) planned.keyAdder = ref;
  planned.plannedEntries.delete(entry.key);
  planned.plannedEntries.set(entry.key, entry);
}

/** Plans to give an entry another expiry. It keeps its version, and with it its place in the order. */
export function planExpiry(changes: Changes, table: Table, entry: StoredEntry): void {
  getTableChanges(changes, table).plannedEntries.set(entry.key, entry);
}

/** Plans to remove an entry. */
export function planRemoval(changes: Changes, table: Table, key: string): void {
  getTableChanges(changes, table).plannedEntries.set(key, undefined);
}

/** The handles that write keys which were not there, one of each table. */
export function listGrowingNamespaces(changes: Changes): NamespaceRef[] {
  return [...changes.byTable.values()].flatMap(({ keyAdder }) => keyAdder ?? []);
}

/** Applies the plan to the data. */
export function applyChanges(changes: Changes): void {
  for (const [table, { plannedEntries, lastWriter }] of changes.byTable) {
    for (const [key, entry] of plannedEntries) {
      // A Map keeps the place of a key that is there, and an entry that only expires at another time stays in its place.
      if (entry === undefined || entry.version !== table.rows.get(key)?.version) table.rows.delete(key);
      if (entry === undefined) continue;
      table.rows.set(key, entry);
      trackExpiry(table, entry.expiresAt);
    }
    if (lastWriter === undefined) continue;
    table.evictable = lastWriter.overflow === "evict-oldest";
    // They take no room from live entries, but they must not pile up either.
    const { maxEntries } = lastWriter;
    if (table.rows.size > (maxEntries === Number.POSITIVE_INFINITY ? table.purgeAbove : maxEntries)) {
      removeExpired(table, changes.now);
      table.purgeAbove = Math.max(table.purgeAbove, 2 * table.rows.size);
    }
  }
}

function getTableChanges(changes: Changes, table: Table): TableChanges {
  const known = changes.byTable.get(table) ?? {
    plannedEntries: new Map(),
    lastWriter: undefined,
    keyAdder: undefined,
  };
  changes.byTable.set(table, known);
  return known;
}
