import { type BigIntStats, lstatSync } from "node:fs";
import { retryOnWindows } from "../../files/windows-retry.js";
import { type DatabaseFile, type DatabaseSnapshot, openDatabaseFile } from "./database-snapshot.js";
import { type LogFile, type LogSnapshot, openLogFile } from "./log-file.js";
import type { Tampering } from "./tampering-error.js";

/** The files of an open store, compared with what SQLite makes of them. */
export interface FilesWatch {
  /**
   * What somebody else did to them since the last check, if anything.
   *
   * @param isSole - whether no other process had the store open since this watch began. A process that dies while it commits
   *   leaves frames in the log that another one overwrites, so that then the content of the files proves nothing
   */
  check(isSole: boolean): Tampering | undefined;
  /**
   * Ends it. The connection must be closed.
   *
   * @param isShared - whether another thread of this process may have the database open
   */
  close(isShared: boolean): void;
}

/** A log that was there at the last check. */
interface KnownLog {
  readonly inode: bigint;
  readonly file: LogFile;
  snapshot: LogSnapshot;
}

/**
 * Watches the files of a store from the time when a connection to it is open. A check is a few system calls, and no more
 * as long as nothing was done to the database file itself.
 */
export function watchFiles(path: string): FilesWatch {
  const database: DatabaseFile = openDatabaseFile(path);
  let stat: BigIntStats | undefined = statIfExists(path);
  let databaseSnapshot: DatabaseSnapshot = database.takeSnapshot();
  let log: KnownLog | undefined = findLog(path);

  function checkDatabase(isSole: boolean): Tampering | undefined {
    const present = statIfExists(path);
    if (present === undefined || stat === undefined) return "gone";
    if (present.ino !== stat.ino || present.dev !== stat.dev) return "replaced";
    if (present.mtimeNs === stat.mtimeNs && present.size === stat.size) return undefined;
    // Where there is no log, or it was begun anew meanwhile, nothing proves what SQLite itself moved to the database.
    const isComparable = isSole && log?.file.isSameRound(log.snapshot) === true;
    if (isComparable && log !== undefined && !database.follows(databaseSnapshot, log.file)) return "overwritten";
    stat = present;
    databaseSnapshot = database.takeSnapshot();
    return undefined;
  }

  function checkLog(isSole: boolean): Tampering | undefined {
    if (log === undefined) {
      log = findLog(path);
      return undefined;
    }
    if (statIfExists(logPath(path))?.ino !== log.inode) return "log-gone";
    if (!isSole) return undefined;
    const snapshot = log.file.follow(log.snapshot);
    if (snapshot === undefined) return "log-overwritten";
    log.snapshot = snapshot;
    return undefined;
  }

  return {
    check: (isSole) => checkDatabase(isSole) ?? checkLog(isSole),
    close(isShared) {
      log?.file.close();
      database.close(isShared);
    },
  };
}

/** The path of the log beside a database. */
export function logPath(path: string): string {
  return `${path}-wal`;
}

/** Whether there is a file with something in it. */
export function isNonEmptyFile(path: string): boolean {
  return (statIfExists(path)?.size ?? 0n) > 0n;
}

function findLog(path: string): KnownLog | undefined {
  const stat = statIfExists(logPath(path));
  if (stat === undefined) return undefined;
  const file = openLogFile(logPath(path));
  return { inode: stat.ino, file, snapshot: file.initialSnapshot() };
}

function statIfExists(path: string): BigIntStats | undefined {
  return retryOnWindows(() => lstatSync(path, { bigint: true, throwIfNoEntry: false }));
}
