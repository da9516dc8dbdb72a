import type { SqliteDriver } from "../driver/driver.js";
import type { StoreFiles } from "../files/database-file.js";
import { openError } from "../files/file-error.js";
import { isOpenHere } from "../sharing/inspection/is-open-here.js";
import { hasApplicationId, mayBecomeStore } from "./application-id.js";
import { foreignDatabaseError, readFormatVersion } from "./format-version.js";

/** One page of the smallest size. SQLite takes a file of one byte for an empty database. */
const SMALLEST_DATABASE = 512;

/**
 * Whether a file can be told for ours, or for nobody's, by looking at its first bytes. Only one with a wide mode is looked into,
 * for ours had it tightened when it was opened; and, since some file systems keep no modes, only where this process has it not
 * open: the look would drop the locks that an engine in another thread holds on it.
 */
export function isSafeToTighten(
  path: string,
  { size, wide }: StoreFiles,
  isOpen: (path: string) => boolean = isOpenHere,
): boolean {
  if (size === undefined || size === 0 || !wide) return true;
  return !isOpen(path) && hasApplicationId(path);
}

/**
 * Refuses a file that is not ours before a connection that may write is opened to it: with a log or journal beside it,
 * such a connection would bring the file up to date by looking at it, and what is not ours stays as it is, byte for byte
 * (KS-SEC-3). Without either, looking changes nothing, and the connection that is to be used can do it.
 *
 * Our own engines, being in WAL mode, hold no locks beside a journal, so that the file can be read there. And our own
 * files bear our id in the file itself as soon as there is anything in them, never in a log alone.
 */
export function refuseForeignDatabase(driver: SqliteDriver, path: string, { size, log, journal }: StoreFiles): void {
  if (size === undefined || size === 0) return;
  if (size < SMALLEST_DATABASE)
    throw openError(path, `${path} is not an SQLite database. It was left as it is; choose another fileName.`);
  if (journal && !mayBecomeStore(path)) throw foreignDatabaseError(path);
  if (!log) return;
  const connection = driver.open({ path, readOnly: true });
  try {
    if (readFormatVersion(connection, path) === 0) throw foreignDatabaseError(path);
  } finally {
    connection.close();
  }
}
