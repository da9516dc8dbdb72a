import type { EntryRow } from "./protocol.js";

/** So long a row says that it changed. */
const SHOWN_MS = 6_000;

const MOST_KNOWN = 500;

/** What happened to a row. */
export type RowChange = "new" | "changed" | "gone";

/** What changed of late, and rows of what is gone. */
export interface RowChangeHighlights {
  /** Notes what a change did to a key. */
  note(key: string, mark: RowChange): void;
  /** Notes what is to be seen of changes between two readings of a page: the rows that were on it, and those that are. */
  noteDifferences(before: readonly EntryRow[], after: readonly EntryRow[], page: ReadPage): void;
  /** Keeps the rows of a page, so that one that is gone can still be shown. */
  remember(rows: readonly EntryRow[]): void;
  of(key: string): RowChange | undefined;
  /** The rows, and among them for a while those that are gone, where they were. */
  withGone(rows: readonly EntryRow[]): EntryRow[];
  /** Counts the time of those that are drawn for the first time. */
  startTime(): void;
  /** Forgets what is over; says whether there was any. */
  forgetOld(): boolean;
  clear(): void;
}

/** A page of which two readings are compared. */
export interface ReadPage {
  /** What was written since then, and was not on the page, is new. */
  readonly newSince: number;
  /** Whether rows keep their places; by age, one that is written moves to another. */
  readonly isByKey: boolean;
}

interface Noted {
  readonly mark: RowChange;
  /** When it is forgotten; absent where it was not drawn yet. */
  until?: number;
}

/** Makes the memory of a page's changes. */
export function createRowChangeHighlights(): RowChangeHighlights {
  const marks = new Map<string, Noted>();
  /** Rows that were on the page, with their places. */
  const known = new Map<string, { readonly row: EntryRow; readonly position: number }>();
  const note = (key: string, mark: RowChange): void => void marks.set(key, { mark });
  return {
    note,
    noteDifferences(before, after, { newSince, isByKey }) {
      const versions = new Map(before.map(({ key, version }) => [key, version]));
      for (const { key, version, createdAt = 0 } of after) {
        if (!versions.has(key)) {
          // Others may have come from the page before or after this one.
          if (createdAt >= newSince) note(key, "new");
        } else if (versions.get(key) !== version) note(key, "changed");
      }
      if (!isByKey) return;
      const present = new Set(after.map(({ key }) => key));
      // Behind the last row that is still there, one may have gone to the next page.
      const lastKept = before.findLastIndex(({ key }) => present.has(key));
      for (const { key } of before.slice(0, Math.max(lastKept, 0))) if (!present.has(key)) note(key, "gone");
    },
    remember(rows) {
      if (known.size > MOST_KNOWN) known.clear();
      for (const [position, row] of rows.entries()) known.set(row.key, { row, position });
    },
    of: (key) => marks.get(key)?.mark,
    withGone(rows) {
      const present = new Set(rows.map(({ key }) => key));
      const all = [...rows];
      for (const [key, { mark }] of marks) {
        const last = known.get(key);
        if (mark === "gone" && last !== undefined && !present.has(key)) all.splice(last.position, 0, last.row);
      }
      return all;
    },
    startTime() {
      for (const noted of marks.values()) noted.until ??= Date.now() + SHOWN_MS;
    },
    forgetOld() {
      const old = [...marks].filter(([, { until }]) => until !== undefined && until <= Date.now());
      for (const [key] of old) marks.delete(key);
      return old.length > 0;
    },
    clear() {
      marks.clear();
      known.clear();
    },
  };
}
