import type {
  ChangesCommand,
  ChangesResult,
  CheckCommand,
  CountCommand,
  GetCommand,
  GetManyCommand,
  ScanCommand,
} from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { EpochMs } from "../contract/clock.js";
import type { OwnerUsage } from "../contract/reports/usage.js";
import { isInKeyRange } from "../rules/is-in-key-range.js";
import { listChanges } from "../rules/list-changes.js";
import { scanEntries } from "../rules/scan-entries.js";
import { type NamespaceEntryCount, summarizeUsages } from "../rules/summarize-usages.js";
import { countLiveEntries, findLiveEntry, listLiveEntries } from "./live-entries.js";
import {
  getOrCreateTable,
  listAllTables,
  listTablesOfOwner,
  type MemoryData,
  type NamespaceTable,
} from "./memory-data.js";

/** The live entry of a key. */
export function getLiveEntry(data: MemoryData, { ref, key }: GetCommand, now: EpochMs): StoredEntry | undefined {
  return findLiveEntry(getOrCreateTable(data, ref), key, now);
}

/** The live entries of many keys, by position. */
export function getLiveEntries(
  data: MemoryData,
  { ref, keys }: GetManyCommand,
  now: EpochMs,
): readonly (StoredEntry | undefined)[] {
  const table = getOrCreateTable(data, ref);
  return keys.map((key) => findLiveEntry(table, key, now));
}

/** The number of live entries, of a range where one is given. */
export function countLiveEntriesInRange(data: MemoryData, command: CountCommand, now: EpochMs): number {
  const table = getOrCreateTable(data, command.ref);
  if (command.from === undefined && command.to === undefined) return countLiveEntries(table, now);
  return listLiveEntries(table, now).filter(({ key }) => isInKeyRange(key, command)).length;
}

/** Whether the live entry of a key has the expected version; `null` expects none. */
export function hasExpectedVersion(data: MemoryData, { ref, key, expected }: CheckCommand, now: EpochMs): boolean {
  return (findLiveEntry(getOrCreateTable(data, ref), key, now)?.version ?? null) === expected;
}

/** Live entries in order, between the bounds. */
export function scanLiveEntries(data: MemoryData, command: ScanCommand, now: EpochMs): readonly StoredEntry[] {
  return scanEntries(listLiveEntries(getOrCreateTable(data, command.ref), now), command);
}

/** Where a namespace stands, for a watch. */
export function listNamespaceChangesForWatch(data: MemoryData, command: ChangesCommand, now: EpochMs): ChangesResult {
  return listChanges(listLiveEntries(getOrCreateTable(data, command.ref), now), command);
}

/** How full an owner is. */
export function summarizeOwnerUsage(data: MemoryData, owner: string, now: EpochMs): OwnerUsage {
  return (
    summarizeUsages(countEntriesByNamespace(listTablesOfOwner(data, owner), now))[0] ?? {
      owner,
      entries: 0,
      namespaces: [],
    }
  );
}

/** How full each owner is that has live entries. */
export function listOwnerUsages(data: MemoryData, now: EpochMs): readonly OwnerUsage[] {
  return summarizeUsages(countEntriesByNamespace(listAllTables(data), now));
}

function countEntriesByNamespace(tables: readonly NamespaceTable[], now: EpochMs): Iterable<NamespaceEntryCount> {
  return tables.map((table) => ({
    owner: table.owner,
    namespace: table.namespace,
    entries: countLiveEntries(table, now),
  }));
}
