import { type BigIntStats, lstatSync } from "node:fs";
import { retryOnWindows } from "../../files/windows-retry.js";
import { type DatabaseFile, type DatabaseMark, openDatabase } from "./database-snapshot.js";
import { type LogFile, type LogMark, openLog } from "./log-file.js";
import type { Tampering } from "./tampering-error.js";

/** The files of an open store, compared with what SQLite makes of them. */
export interface FilesWatch {
  /**
   * What somebody else did to them since the last look, if anything.
   *
   * @param isSole - whether no other process had the store open since this watch began. Who dies while it commits leaves
   *   frames in the log over which another one writes, so that then the content of the files tells nothing
   */
  look(isSole: boolean): Tampering | undefined;
  /**
   * Ends it. The connection must be closed.
   *
   * @param isShared - whether another thread of this process may have the database open
   */
  close(isShared: boolean): void;
}

/** A log that was there at the last look. */
interface KnownLog {
  readonly inode: bigint;
  readonly file: LogFile;
  mark: LogMark;
}

/**
 * Watches the files of a store from the time when a connection to it is open. A look is a few system calls, and no more
 * as long as nothing was done to the database file itself.
 */
export function watchFiles(path: string): FilesWatch {
  const database: DatabaseFile = openDatabase(path);
  let stat: BigIntStats | undefined = statOf(path);
  let databaseMark: DatabaseMark = database.mark();
  let log: KnownLog | undefined = findLog(path);

  function lookAtDatabase(isSole: boolean): Tampering | undefined {
    const present = statOf(path);
    if (present === undefined || stat === undefined) return "gone";
    if (present.ino !== stat.ino || present.dev !== stat.dev) return "replaced";
    if (present.mtimeNs === stat.mtimeNs && present.size === stat.size) return undefined;
    // Where there is no log, or it was begun anew meanwhile, nothing tells what was rightly moved to the database.
    const isTold = isSole && log?.file.isSameRound(log.mark) === true;
    if (isTold && log !== undefined && !database.follows(databaseMark, log.file)) return "overwritten";
    stat = present;
    databaseMark = database.mark();
    return undefined;
  }

  function lookAtLog(isSole: boolean): Tampering | undefined {
    if (log === undefined) {
      log = findLog(path);
      return undefined;
    }
    if (statOf(logOf(path))?.ino !== log.inode) return "log-gone";
    if (!isSole) return undefined;
    const mark = log.file.follow(log.mark);
    if (mark === undefined) return "log-overwritten";
    log.mark = mark;
    return undefined;
  }

  return {
    look: (isSole) => lookAtDatabase(isSole) ?? lookAtLog(isSole),
    close(isShared) {
      log?.file.close();
      database.close(isShared);
    },
  };
}

/** The log beside a database. */
export function logOf(path: string): string {
  return `${path}-wal`;
}

/** Whether there is a file with something in it. */
export function hasContent(path: string): boolean {
  return (statOf(path)?.size ?? 0n) > 0n;
}

function findLog(path: string): KnownLog | undefined {
  const stat = statOf(logOf(path));
  if (stat === undefined) return undefined;
  const file = openLog(logOf(path));
  return { inode: stat.ino, file, mark: file.mark() };
}

function statOf(path: string): BigIntStats | undefined {
  return retryOnWindows(() => lstatSync(path, { bigint: true, throwIfNoEntry: false }));
}
