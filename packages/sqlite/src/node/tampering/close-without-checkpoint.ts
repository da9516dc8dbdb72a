import { closeSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from "node:fs";
import type { SqliteConnection } from "../../driver/driver.js";
import { getErrnoName } from "../../files/file-error.js";

/**
 * Closes the last connection to a database without moving anything from its log into it: it is not the database any more
 * that the log belongs to, or not the log. SQLite has no such close, but moves nothing from a log that is empty.
 *
 * @param keepWal - whether the log is as somebody wants it to be; else it goes, having lost its database
 */
export function closeWithoutCheckpoint(connection: SqliteConnection, walPath: string, keepWal: boolean): void {
  if (connection.abandon === undefined) closeAfterEmptyingWal(connection, walPath, keepWal);
  else connection.abandon();
  if (!keepWal) rmSync(walPath, { force: true });
}

function closeAfterEmptyingWal(connection: SqliteConnection, walPath: string, keepWal: boolean): void {
  const bytes = callIgnoringMissingFile(() => readFileSync(walPath));
  callIgnoringMissingFile(() => truncateSync(walPath, 0));
  connection.close();
  if (keepWal && bytes !== undefined) callIgnoringMissingFile(() => restoreWalContent(walPath, bytes));
}

function restoreWalContent(walPath: string, bytes: Buffer): void {
  const descriptor = openSync(walPath, "r+");
  try {
    for (let written = 0; written < bytes.length; )
      written += writeSync(descriptor, bytes, written, bytes.length - written, written);
  } finally {
    closeSync(descriptor);
  }
}

function callIgnoringMissingFile<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (getErrnoName(error) === "ENOENT") return undefined;
    throw error;
  }
}
