import { closeSync, constants, openSync, readSync } from "node:fs";
import { PAGE_BYTES } from "../../format/pragmas.js";
import type { WalFile } from "./wal-file.js";

/** The first pages of a database: its header, and the row that changes with every block of versions that is reserved. */
const PAGES = 4;

/** The beginning of a database file as it was at one time. */
export type DatabaseSnapshot = readonly Buffer[];

/**
 * A database file that is open to be looked at. To close it while SQLite has it open would drop the locks that this
 * process holds on it.
 */
export interface DatabaseFile {
  takeSnapshot(): DatabaseSnapshot;
  /**
   * Whether each of the first pages is as it was, or as a frame of the log has it: so it is where nobody but SQLite writes
   * to the file, as long as the log was not begun anew.
   */
  isConsistentWith(snapshot: DatabaseSnapshot, wal: WalFile): boolean;
  /** @param isOpenInOtherThread - whether another thread of this process may have the file open */
  close(isOpenInOtherThread: boolean): void;
}

/** Files that could not be closed yet. */
const unclosed = new Set<number>();

/** Opens a database file. */
export function openDatabaseFileToReadHeader(databasePath: string): DatabaseFile {
  const descriptor = openSync(databasePath, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  const takeSnapshot = (): DatabaseSnapshot => {
    const bytes = Buffer.alloc(PAGES * PAGE_BYTES);
    const there = bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
    return Array.from({ length: PAGES }, (_, index) => there.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES));
  };
  return {
    takeSnapshot,
    isConsistentWith: (before, log) =>
      takeSnapshot().every((page, index) => {
        if (before[index]?.equals(page) === true) return true;
        return log.someFrameOfPage(index + 1, (content) => content.equals(page));
      }),
    close(isShared) {
      unclosed.add(descriptor);
      if (isShared) return;
      for (const each of unclosed) closeSync(each);
      unclosed.clear();
    },
  };
}
