import type { CheckCommand, CountCommand, GetCommand, GetManyCommand, ScanCommand } from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { OwnerUsage } from "../contract/usage.js";
import { scanEntries } from "../rules/scan-entries.js";
import { usages } from "../rules/summarize-usages.js";
import { allTables, type MemoryData, type Table, tableOf, tablesOf } from "./data.js";
import { countLive, liveEntries, liveEntry } from "./live.js";

/** The live entry of a key. */
export function get(data: MemoryData, { space, key }: GetCommand, now: number): StoredEntry | undefined {
  return liveEntry(tableOf(data, space), key, now);
}

/** The live entries of many keys, by position. */
export function getMany(
  data: MemoryData,
  { space, keys }: GetManyCommand,
  now: number,
): readonly (StoredEntry | undefined)[] {
  const table = tableOf(data, space);
  return keys.map((key) => liveEntry(table, key, now));
}

/** The number of live entries. */
export function count(data: MemoryData, { space }: CountCommand, now: number): number {
  return countLive(tableOf(data, space), now);
}

/** Whether the live entry of a key has the expected version; `null` expects none. */
export function check(data: MemoryData, { space, key, expected }: CheckCommand, now: number): boolean {
  return (liveEntry(tableOf(data, space), key, now)?.version ?? null) === expected;
}

/** Live entries in order, between the bounds. */
export function scan(data: MemoryData, command: ScanCommand, now: number): readonly StoredEntry[] {
  return scanEntries(liveEntries(tableOf(data, command.space), now), command);
}

/** How full an owner is. */
export function usage(data: MemoryData, owner: string, now: number): OwnerUsage {
  return usages(counted(tablesOf(data, owner), now))[0] ?? { owner, entries: 0, namespaces: [] };
}

/** How full each owner is that has live entries. */
export function owners(data: MemoryData, now: number): readonly OwnerUsage[] {
  return usages(counted(allTables(data), now));
}

function counted(tables: readonly Table[], now: number): Parameters<typeof usages>[0] {
  return tables.map((table) => ({ owner: table.owner, namespace: table.namespace, entries: countLive(table, now) }));
}
