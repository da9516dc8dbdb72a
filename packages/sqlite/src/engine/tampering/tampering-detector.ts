import { type BigIntStats, lstatSync } from "node:fs";
import { retryOnWindows } from "../../files/windows-retry.js";
import { type DatabaseFile, type DatabaseSnapshot, openDatabaseFileToReadHeader } from "./database-snapshot.js";
import type { Tampering } from "./tampering-error.js";
import { openWalFile, type WalFile, type WalSnapshot } from "./wal-file.js";

/** The files of an open store, compared with what SQLite makes of them. */
export interface TamperingDetector {
  /**
   * What somebody else did to them since the last check, if anything.
   *
   * @param isSoleProcess - whether no other process had the store open since this watch began. A process that dies while it commits
   *   leaves frames in the log that another one overwrites, so that then the content of the files proves nothing
   */
  detectTampering(isSoleProcess: boolean): Tampering | undefined;
  /**
   * Ends it. The connection must be closed.
   *
   * @param isOpenInOtherThread - whether another thread of this process may have the database open
   */
  close(isOpenInOtherThread: boolean): void;
}

/** A log that was there at the last check. */
interface KnownWal {
  readonly inode: bigint;
  readonly file: WalFile;
  snapshot: WalSnapshot;
}

/**
 * Watches the files of a store from the time when a connection to it is open. A check is a few system calls, and no more
 * as long as nothing was done to the database file itself.
 */
export function createTamperingDetector(databasePath: string): TamperingDetector {
  const database: DatabaseFile = openDatabaseFileToReadHeader(databasePath);
  let stat: BigIntStats | undefined = statIfExists(databasePath);
  let databaseSnapshot: DatabaseSnapshot = database.takeSnapshot();
  let log: KnownWal | undefined = openExistingWal(databasePath);

  function detectDatabaseTampering(isSoleProcess: boolean): Tampering | undefined {
    const present = statIfExists(databasePath);
    if (present === undefined || stat === undefined) return "gone";
    if (present.ino !== stat.ino || present.dev !== stat.dev) return "replaced";
    if (present.mtimeNs === stat.mtimeNs && present.size === stat.size) return undefined;
    // Where there is no log, or it was begun anew meanwhile, nothing proves what SQLite itself moved to the database.
    const isComparable = isSoleProcess && log?.file.hasNotRestartedSince(log.snapshot) === true;
    if (isComparable && log !== undefined && !database.isConsistentWith(databaseSnapshot, log.file))
      return "overwritten";
    stat = present;
    databaseSnapshot = database.takeSnapshot();
    return undefined;
  }

  function detectWalTampering(isSoleProcess: boolean): Tampering | undefined {
    if (log === undefined) {
      log = openExistingWal(databasePath);
      return undefined;
    }
    if (statIfExists(getWalPath(databasePath))?.ino !== log.inode) return "log-gone";
    if (!isSoleProcess) return undefined;
    const snapshot = log.file.advanceSnapshot(log.snapshot);
    if (snapshot === undefined) return "log-overwritten";
    log.snapshot = snapshot;
    return undefined;
  }

  return {
    detectTampering: (isSole) => detectDatabaseTampering(isSole) ?? detectWalTampering(isSole),
    close(isShared) {
      log?.file.close();
      database.close(isShared);
    },
  };
}

/** The path of the log beside a database. */
export function getWalPath(databasePath: string): string {
  return `${databasePath}-wal`;
}

/** Whether there is a file with something in it. */
export function isNonEmptyFile(filePath: string): boolean {
  return (statIfExists(filePath)?.size ?? 0n) > 0n;
}

function openExistingWal(databasePath: string): KnownWal | undefined {
  const stat = statIfExists(getWalPath(databasePath));
  if (stat === undefined) return undefined;
  const file = openWalFile(getWalPath(databasePath));
  return { inode: stat.ino, file, snapshot: file.initialSnapshot() };
}

function statIfExists(filePath: string): BigIntStats | undefined {
  return retryOnWindows(() => lstatSync(filePath, { bigint: true, throwIfNoEntry: false }));
}
