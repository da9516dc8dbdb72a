import type { SqliteDriver } from "../driver/driver.js";
import { openFailedError } from "../files/file-error.js";
import type { StoreHost } from "../host/store-host.js";
import { isStoreOrEmptyDatabase } from "./application-id.js";
import { foreignDatabaseError, readFormatVersion } from "./format-version.js";

/** The files of a store, as its host tells of them. */
export type StoreFilesAccess = Pick<StoreHost, "databasePath" | "inspectFiles" | "readDatabaseHeader">;

/** One page of the smallest size. SQLite takes a file of one byte for an empty database. */
const SMALLEST_DATABASE = 512;

/**
 * Refuses a file that is not ours before a connection that may write is opened to it: with a log or journal beside it,
 * such a connection would recover the file by reading it, and what is not ours stays as it is, byte for byte
 * (KS-SEC-3). Without either, reading changes nothing, and the connection that is to be used can do it.
 *
 * Our own engines, being in WAL mode, hold no locks beside a journal, so that the file can be read there. And our own
 * files bear our id in the file itself as soon as there is anything in them, never in a log alone.
 */
export function assertNotForeignDatabase(driver: SqliteDriver, host: StoreFilesAccess): void {
  const { databasePath } = host;
  const { databaseSize, hasWal, hasJournal } = host.inspectFiles();
  if (databaseSize === undefined || databaseSize === 0) return;
  if (databaseSize < SMALLEST_DATABASE)
    throw openFailedError(
      databasePath,
      `${databasePath} is not an SQLite database. It was left as it is; choose another fileName.`,
    );
  if (hasJournal && !isStoreOrEmptyDatabase(host.readDatabaseHeader())) throw foreignDatabaseError(databasePath);
  if (!hasWal) return;
  const connection = driver.open({ path: databasePath, readOnly: true });
  try {
    if (readFormatVersion(connection, databasePath) === 0) throw foreignDatabaseError(databasePath);
  } finally {
    connection.close();
  }
}
