import { SqliteFailure } from "../driver.js";
import type { Statements } from "../statements.js";

/** How many versions one change of the store's row reserves: so it changes once in so many writes, not at each. */
const BLOCK = 256;

/** Gives out versions from blocks reserved in the store's one row (KS-ORDER-2). */
export interface Versions {
  next(): number;
  /** Writes the reservation down; only right before COMMIT, so that no savepoint can take it back. */
  save(): void;
  /** Abandons the block: another connection has written or our own writes were undone. */
  forget(): void;
}

/** Whoever sees a foreign commit abandons its block, so versions grow in the order of commits, across processes. */
export function versions(sql: Statements): Versions {
  let last = 0;
  let reserved = 0;
  let saved: number | undefined;
  return {
    next() {
      if (last === reserved) {
        if (saved === undefined) {
          last = stored(sql);
          saved = last;
        }
        reserved = last + BLOCK;
      }
      last += 1;
      return last;
    },
    save() {
      if (saved === undefined || reserved === saved) return;
      sql.reserveVersions.run(reserved);
      saved = reserved;
    },
    forget() {
      last = 0;
      reserved = 0;
      saved = undefined;
    },
  };
}

function stored(sql: Statements): number {
  const mark = sql.reservedVersion.get()?.[0];
  if (typeof mark === "number" && Number.isSafeInteger(mark + BLOCK) && mark >= 0) return mark;
  throw new SqliteFailure("SQLITE_CORRUPT", "the row that versions are counted in is missing or damaged");
}
