import type { OwnerUsage, Space, StoredEntry } from "@keyed-store/core";

/** An entry, with the rules it was written under. */
export interface Row extends StoredEntry {
  readonly space: Space;
  readonly place: string;
}

/** All there is. */
export interface Data {
  /** By place and key, the oldest write first, the dead among them. */
  readonly rows: Map<string, Row>;
  /** The last one given. */
  version: number;
  /** The last `createdAt` of each place, which outlives its entries. */
  readonly times: Map<string, number>;
}

/** Owner and namespace as one string that no other pair makes. */
export function placeOf({ owner, namespace }: Space): string {
  return JSON.stringify([owner, namespace]);
}

/** The live row of a key. */
export function findRow(data: Data, at: { readonly space: Space; readonly key: string }, now: number): Row | undefined {
  const row = data.rows.get(placeOf(at.space) + at.key);
  return row !== undefined && isLive(row, now) ? row : undefined;
}

/** All live rows of a namespace, oldest first. */
export function liveIn(data: Data, space: Space, now: number): Row[] {
  const place = placeOf(space);
  return [...data.rows.values()].filter((row) => row.place === place && isLive(row, now));
}

/** All live rows of an owner, oldest first. */
export function liveOf(data: Data, owner: string, now: number): Row[] {
  return [...data.rows.values()].filter((row) => row.space.owner === owner && isLive(row, now));
}

/** Whether a row has not expired: in the millisecond of its expiry it has (KS-TTL-2). */
export function isLive({ expiresAt }: StoredEntry, now: number): boolean {
  return expiresAt === null || expiresAt > now;
}

/** Writes a row as the youngest of all. */
export function write(data: Data, space: Space, entry: Omit<StoredEntry, "version">): void {
  const place = placeOf(space);
  data.rows.delete(place + entry.key);
  data.rows.set(place + entry.key, { ...entry, space, place, version: ++data.version });
  data.times.set(place, Math.max(entry.createdAt, data.times.get(place) ?? 0));
}

/** Removes the rows of this kind, and says how many of them were live. */
export function remove(data: Data, now: number, which: (row: Row) => boolean): number {
  let live = 0;
  for (const [id, row] of data.rows) {
    if (!which(row)) continue;
    data.rows.delete(id);
    if (isLive(row, now)) live += 1;
  }
  return live;
}

/** How full an owner is. */
export function usageOf(data: Data, owner: string, now: number): OwnerUsage {
  const counts = new Map<string, number>();
  for (const { space } of liveOf(data, owner, now)) counts.set(space.namespace, (counts.get(space.namespace) ?? 0) + 1);
  const namespaces = [...counts].sort().map(([namespace, entries]) => ({ namespace, entries }));
  return { owner, entries: namespaces.reduce((sum, { entries }) => sum + entries, 0), namespaces };
}
