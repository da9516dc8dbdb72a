import type { BigIntStats } from "node:fs";
import type { Tampering, TamperingDetector } from "../../host/tampering-detector.js";
import { closeWithoutCheckpoint } from "./close-without-checkpoint.js";
import { type DatabaseFile, type DatabaseSnapshot, openDatabaseFileToReadHeader } from "./database-snapshot.js";
import { openWalFile, type WalFile, type WalSnapshot } from "./wal-file.js";
import { getWalPath, statIfExists } from "./wal-path.js";

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
    closeWithoutCheckpoint: (connection, keepWal) =>
      closeWithoutCheckpoint(connection, getWalPath(databasePath), keepWal),
    close(isShared) {
      log?.file.close();
      database.close(isShared);
    },
  };
}

function openExistingWal(databasePath: string): KnownWal | undefined {
  const stat = statIfExists(getWalPath(databasePath));
  if (stat === undefined) return undefined;
  const file = openWalFile(getWalPath(databasePath));
  return { inode: stat.ino, file, snapshot: file.initialSnapshot() };
}
