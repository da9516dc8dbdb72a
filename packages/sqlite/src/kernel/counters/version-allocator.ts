import { SqliteFailure } from "../../driver/driver.js";
import { LAST_VERSION } from "../../sql/schema.js";
import type { Statements } from "../../sql/statements.js";

/** The most versions that one change of the store's row reserves: so it changes once in so many writes, not at each. */
const LARGEST_BLOCK = 256;

/** Gives out versions from blocks reserved in the store's one row (KS-ORDER-2). */
export interface Versions {
  next(): number;
  /** Writes the reservation down; only right before COMMIT, so that no savepoint can take it back. */
  save(): void;
  /** Abandons the block: another connection has written or our own writes were undone. */
  forget(): void;
}

/**
 * Whoever sees a foreign commit abandons its block, so versions grow in the order of commits, across processes. Blocks
 * begin small and double, so that processes which take turns abandon no more versions than they use.
 */
export function versions(sql: Statements): Versions {
  let last = 0;
  let reserved = 0;
  let saved: number | undefined;
  let block = 1;
  return {
    next() {
      if (last === reserved) {
        if (saved === undefined) {
          last = stored(sql);
          saved = last;
        }
        reserved = last + block;
        block = Math.min(block * 2, LARGEST_BLOCK);
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
      block = 1;
    },
  };
}

function stored(sql: Statements): number {
  const mark = sql.reservedVersion.get()?.[0];
  if (typeof mark === "number" && Number.isInteger(mark) && mark >= 0 && mark <= LAST_VERSION - LARGEST_BLOCK)
    return mark;
  throw new SqliteFailure("SQLITE_CORRUPT", "the row that versions are counted in is missing or damaged");
}
