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
import type { OwnerUsage } from "../contract/reports/usage.js";
import { isInKeyRange } from "../rules/is-in-key-range.js";
import { listChanges } from "../rules/list-changes.js";
import { scanEntries } from "../rules/scan-entries.js";
import { summarizeUsages } from "../rules/summarize-usages.js";
import { countLive, findLiveEntry, listLiveEntries } from "./live-entries.js";
import { getTable, listAllTables, listTables, type MemoryData, type Table } from "./memory-data.js";

/** The live entry of a key. */
export function get(data: MemoryData, { ref, key }: GetCommand, now: number): StoredEntry | undefined {
  return findLiveEntry(getTable(data, ref), key, now);
}

/** The live entries of many keys, by position. */
export function getMany(
  data: MemoryData,
  { ref, keys }: GetManyCommand,
  now: number,
): readonly (StoredEntry | undefined)[] {
  const table = getTable(data, ref);
  return keys.map((key) => findLiveEntry(table, key, now));
}

/** The number of live entries, of a range where one is given. */
export function count(data: MemoryData, command: CountCommand, now: number): number {
  const table = getTable(data, command.ref);
  if (command.from === undefined && command.to === undefined) return countLive(table, now);
  return listLiveEntries(table, now).filter(({ key }) => isInKeyRange(key, command)).length;
}

/** Whether the live entry of a key has the expected version; `null` expects none. */
export function check(data: MemoryData, { ref, key, expected }: CheckCommand, now: number): boolean {
  return (findLiveEntry(getTable(data, ref), key, now)?.version ?? null) === expected;
}

/** Live entries in order, between the bounds. */
export function scan(data: MemoryData, command: ScanCommand, now: number): readonly StoredEntry[] {
  return scanEntries(listLiveEntries(getTable(data, command.ref), now), command);
}

/** Where a namespace stands, for a watch. */
export function changes(data: MemoryData, command: ChangesCommand, now: number): ChangesResult {
  return listChanges(listLiveEntries(getTable(data, command.ref), now), command);
}

/** How full an owner is. */
export function summarizeOwner(data: MemoryData, owner: string, now: number): OwnerUsage {
  return summarizeUsages(countEntries(listTables(data, owner), now))[0] ?? { owner, entries: 0, namespaces: [] };
}

/** How full each owner is that has live entries. */
export function listOwners(data: MemoryData, now: number): readonly OwnerUsage[] {
  return summarizeUsages(countEntries(listAllTables(data), now));
}

function countEntries(tables: readonly Table[], now: number): Parameters<typeof summarizeUsages>[0] {
  return tables.map((table) => ({ owner: table.owner, namespace: table.namespace, entries: countLive(table, now) }));
}
