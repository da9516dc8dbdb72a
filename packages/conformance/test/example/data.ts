import {
  type CapContext,
  type CapScope,
  type NamespaceRef,
  type Notice,
  type StoredEntry,
  summarizeUsages,
} from "@keyed-store/core";

export type Row = StoredEntry & NamespaceRef; // An entry, and the handle that wrote it.
/** Rows, the oldest write first, the dead among them; and the last version. */
export type Data = { rows: Row[]; version: number };
/** A transaction at work on a copy: what it adds to, and what there is to tell. */
export type Work = Data & { now: number; grown: Map<string, NamespaceRef>; notices: Notice[] };
type At = { ref: NamespaceRef; key: string };
type Writing = Omit<StoredEntry, "version" | "createdAt"> & { createdAt?: number };

/** A copy to work on: its members are replaced, never changed. */
export const begin = (data: Data, now: number): Work => ({ ...data, now, grown: new Map(), notices: [] });

/** What has not expired: in the millisecond of its expiry a row has (KS-TTL-2). */
export const live = ({ rows, now }: Work): Row[] => rows.filter((row) => row.expiresAt === null || row.expiresAt > now);
export const isIn = (row: Row, { owner, namespace }: CapScope): boolean =>
  row.owner === owner && (namespace === undefined || row.namespace === namespace);
export const within = (work: Work, where: CapScope): Row[] => live(work).filter((row) => isIn(row, where));
export const isAt = (row: Row, { ref, key }: At): boolean => row.key === key && isIn(row, ref);
export const find = (work: Work, place: At): Row | undefined => live(work).find((row) => isAt(row, place));

/** Whether a key is as a step expects it. */
export function meets(work: Work, step: At & { expected?: number | null; expectedExpiresAt?: number | null }): boolean {
  const { version = null, expiresAt } = find(work, step) ?? {};
  const { expected = version, expectedExpiresAt = expiresAt } = step;
  return expected === version && expectedExpiresAt === expiresAt;
}

/** Writes a row as the youngest, whatever the clock says (KS-ORDER-1), unless it has expired already (KS-TTL-7). */
export function write(work: Work, ref: NamespaceRef, entry: Writing): Row {
  const row = { ...ref, createdAt: work.now, ...entry, version: ++work.version };
  const isNew = remove(work, (other) => isAt(other, { ref, key: row.key })).length === 0;
  if (row.expiresAt !== null && row.expiresAt <= work.now) return row;
  if (isNew) work.grown.set(JSON.stringify([ref.owner, ref.namespace]), ref);
  work.rows = [...work.rows, row];
  return row;
}

/** Removes rows of this kind, and gives those that lived. */
export function remove(work: Work, which: (row: Row) => boolean): Row[] {
  const removed = live(work).filter(which);
  work.rows = work.rows.filter((row) => !which(row));
  return removed;
}

/** What the caps are judged by. They evict the oldest of what was there before. */
export const roomIn = (before: Work, work: Work): CapContext => ({
  countLive: (where) => ({ before: within(before, where).length, after: within(work, where).length }),
  listNamespaces: (owner) => summarizeUsages(within(before, { owner }))[0]?.namespaces ?? [],
  evict(where, most) {
    const mayGo = (row: Row): boolean => where.namespace !== undefined || row.overflow === "evict-oldest";
    const old = within(work, where).filter((row) => row.version <= before.version && mayGo(row));
    const going = old.slice(0, most);
    return remove(work, (row) => going.includes(row)).map((row) => row.namespace);
  },
});
