import type { SqliteDriver } from "../driver/driver.js";
import type { StoreFiles } from "../files/database-file.js";
import { openFailedError } from "../files/file-error.js";
import { isDatabaseOpenInThisProcess } from "../sharing/inspection/is-database-open-in-this-process.js";
import { hasOurApplicationId, isStoreOrEmptyDatabase } from "./application-id.js";
import { foreignDatabaseError, readFormatVersion } from "./format-version.js";

/** One page of the smallest size. SQLite takes a file of one byte for an empty database. */
const SMALLEST_DATABASE = 512;

/**
 * Whether the modes of a file may be tightened: it is ours, or nobody's. Only one with a wide mode is read, for ours had it
 * tightened when it was opened; and, since some file systems keep no modes, only where this process does not have it open:
 * closing the file would drop the locks that an engine in another thread holds on it.
 */
export function isSafeToRestrictFileMode(
  databasePath: string,
  { databaseSize, isExposed }: StoreFiles,
  isOpenInProcess: (path: string) => boolean = isDatabaseOpenInThisProcess,
): boolean {
  if (databaseSize === undefined || databaseSize === 0 || !isExposed) return true;
  return !isOpenInProcess(databasePath) && hasOurApplicationId(databasePath);
}

/**
 * Refuses a file that is not ours before a connection that may write is opened to it: with a log or journal beside it,
 * such a connection would recover the file by reading it, and what is not ours stays as it is, byte for byte
 * (KS-SEC-3). Without either, reading changes nothing, and the connection that is to be used can do it.
 *
 * Our own engines, being in WAL mode, hold no locks beside a journal, so that the file can be read there. And our own
 * files bear our id in the file itself as soon as there is anything in them, never in a log alone.
 */
export function assertNotForeignDatabase(
  driver: SqliteDriver,
  databasePath: string,
  { databaseSize, hasWal, hasJournal }: StoreFiles,
): void {
  if (databaseSize === undefined || databaseSize === 0) return;
  if (databaseSize < SMALLEST_DATABASE)
    throw openFailedError(
      databasePath,
      `${databasePath} is not an SQLite database. It was left as it is; choose another fileName.`,
    );
  if (hasJournal && !isStoreOrEmptyDatabase(databasePath)) throw foreignDatabaseError(databasePath);
  if (!hasWal) return;
  const connection = driver.open({ path: databasePath, readOnly: true });
  try {
    if (readFormatVersion(connection, databasePath) === 0) throw foreignDatabaseError(databasePath);
  } finally {
    connection.close();
  }
}
