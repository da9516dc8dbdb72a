import type { RecordName, SessionFileName } from "../session/session-file-name.js";

/**
 * The directory of records, as the protocol sees it. Each method is one step: other processes' steps happen before or
 * after it, and a process may die between any two. That is all that the protocol asks of a file system; it needs
 * neither renames nor links nor locks, and every name is created by one session only.
 */
export interface SessionDirectory {
  /**
   * Passes the names of all records to `evaluateNames` and returns its result. A record that was there all the time is among
   * them; one that came or went meanwhile may be or not.
   */
  withSessionFileNames<T>(evaluateNames: (names: readonly SessionFileName[]) => T): T;
  /** Whether a record is there. */
  hasRecord(recordName: RecordName): boolean;
  /** Creates an empty record that only the owner of the directory can open. It must not be there yet. */
  createRecord(recordName: RecordName): void;
  /** Removes a record; one that is not there is no failure. */
  removeSessionFile(fileName: SessionFileName): void;
}
