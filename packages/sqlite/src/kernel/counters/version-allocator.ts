import type { EntryVersion } from "@keyed-store/core";
import { SqliteFailure } from "../../driver/driver.js";
import { LAST_VERSION } from "../../sql/schema.js";
import type { Statements } from "../../sql/statements.js";

/** The most versions that one change of the store's row reserves: so it changes once in so many writes, not at each. */
const LARGEST_BLOCK = 256;

/** Gives out versions from blocks reserved in the store's one row (KS-ORDER-2). */
export interface VersionAllocator {
  allocateVersion(): EntryVersion;
  /** Writes the reservation down; only right before COMMIT, so that no savepoint can take it back. */
  saveReservation(): void;
  /** Abandons the block: another connection has written or our own writes were undone. */
  abandonBlock(): void;
}

/**
 * Whoever sees a foreign commit abandons its block, so versions grow in the order of commits, across processes. Blocks
 * begin small and double, so that processes which take turns abandon no more versions than they use.
 */
export function createVersionAllocator(statements: Statements): VersionAllocator {
  let last = 0;
  let reserved = 0;
  let saved: number | undefined;
  let block = 1;
  return {
    allocateVersion() {
      if (last === reserved) {
        if (saved === undefined) {
          last = readHighestReservedVersion(statements);
          saved = last;
        }
        reserved = last + block;
        block = Math.min(block * 2, LARGEST_BLOCK);
      }
      last += 1;
      return last;
    },
    saveReservation() {
      if (saved === undefined || reserved === saved) return;
      statements.reserveVersions.run(reserved);
      saved = reserved;
    },
    abandonBlock() {
      last = 0;
      reserved = 0;
      saved = undefined;
      block = 1;
    },
  };
}

function readHighestReservedVersion(statements: Statements): EntryVersion {
  const version = statements.reservedVersion.get()?.[0];
  if (
    typeof version === "number" &&
    Number.isInteger(version) &&
    version >= 0 &&
    version <= LAST_VERSION - LARGEST_BLOCK
  )
    return version;
  throw new SqliteFailure("SQLITE_CORRUPT", "the row that versions are counted in is missing or damaged");
}
