import type {
  CheckCommand,
  CountCommand,
  GetCommand,
  GetManyCommand,
  OwnerUsage,
  ScanCommand,
  StoredEntry,
} from "../command.js";
import { compareUtf8 } from "../utf8.js";
import { type MemoryData, tableOf, tablesOf } from "./data.js";
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
  const { space, order, limit, reverse, after, from, to } = command;
  const forward = reverse ? -1 : 1;
  const wanted = liveEntries(tableOf(data, space), now).filter(
    (entry) =>
      (after === undefined || comparePlace(entry, after) * forward > 0) &&
      (from === undefined || compareUtf8(entry.key, from) >= 0) &&
      (to === undefined || compareUtf8(entry.key, to) < 0),
  );
  if (order === "key") wanted.sort((a, b) => compareUtf8(a.key, b.key));
  if (reverse) wanted.reverse();
  return wanted.slice(0, limit);
}

/** Where an entry stands to a place in the order: a version in that of age, a key in that of keys. */
function comparePlace({ key, version }: StoredEntry, place: number | string): number {
  return typeof place === "number" ? version - place : compareUtf8(key, place);
}

/** How full an owner is. */
export function usage(data: MemoryData, owner: string, now: number): OwnerUsage {
  const namespaces = tablesOf(data, owner)
    .map((table) => ({ namespace: table.namespace, entries: countLive(table, now) }))
    .filter(({ entries }) => entries > 0)
    .sort((a, b) => compareUtf8(a.namespace, b.namespace));
  return { owner, entries: namespaces.reduce((sum, { entries }) => sum + entries, 0), namespaces };
}

/** How full each owner is that has live entries, in byte order. */
export function owners(data: MemoryData, now: number): readonly OwnerUsage[] {
  return [...data.owners.keys()]
    .sort(compareUtf8)
    .map((owner) => usage(data, owner, now))
    .filter(({ entries }) => entries > 0);
}
