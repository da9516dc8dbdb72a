import type { SqliteConnection } from "../driver/driver.js";

/**
 * What somebody did to the files of an open store, behind its back. `gone` and `replaced`: another file or none is under
 * the name of the database; `overwritten`: something was written into it in place. `log-gone` and `log-overwritten`: the
 * same of the write-ahead log beside it.
 */
export type Tampering = "gone" | "replaced" | "overwritten" | "log-gone" | "log-overwritten";

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
   * Closes the last connection without moving anything from its log into the database, which is not what the log belongs to any
   * more, or the log is not.
   *
   * @param keepWal - whether the log is as somebody wants it to be; else it goes, having lost its database
   */
  closeWithoutCheckpoint(connection: SqliteConnection, keepWal: boolean): void;
  /**
   * Ends it. The connection must be closed.
   *
   * @param isOpenInOtherThread - whether another thread of this process may have the database open
   */
  close(isOpenInOtherThread: boolean): void;
}
