import type { Row } from "./protocol.js";

/** So long a row says that it changed. */
const SHOWN_MS = 6_000;

/** What happened to a row. */
export type Mark = "new" | "changed" | "gone";

/** What changed of late, and rows of what is gone. */
export interface RowMarks {
  /** Notes what a change did to a key, with the row that it had on the page. */
  note(key: string, mark: Mark, row: Row | undefined): void;
  of(key: string): Mark | undefined;
  /** The rows, and among them for a while those that are gone, where they were. */
  withGone(rows: readonly Row[], before: readonly Row[]): Row[];
  /** Counts the time of those that are drawn for the first time. */
  startTime(): void;
  /** Forgets what is over; says whether there was any. */
  forgetOld(): boolean;
  clear(): void;
}

interface Noted {
  readonly mark: Mark;
  readonly row: Row | undefined;
  /** When it is forgotten; absent where it was not drawn yet. */
  until?: number;
}

/** Makes the memory of a page's changes. */
export function createRowMarks(): RowMarks {
  const marks = new Map<string, Noted>();
  return {
    note: (key, mark, row) => void marks.set(key, { mark, row }),
    of: (key) => marks.get(key)?.mark,
    withGone(rows, before) {
      const present = new Set(rows.map(({ key }) => key));
      const all = [...rows];
      for (const [position, { key }] of before.entries()) {
        const noted = marks.get(key);
        if (noted?.mark === "gone" && noted.row !== undefined && !present.has(key)) all.splice(position, 0, noted.row);
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
    clear: () => marks.clear(),
  };
}
