import { closeSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from "node:fs";
import type { SqliteConnection } from "../../driver/driver.js";
import { errnoOf } from "../../files/file-error.js";

/**
 * Closes the last connection to a database without moving anything from its log into it: it is not the database any more
 * that the log belongs to, or not the log. SQLite has no such close, but moves nothing from a log that is empty.
 *
 * @param keepsLog - whether the log is as somebody wants it to be; else it goes, having lost its database
 */
export function closeWithoutCheckpoint(connection: SqliteConnection, log: string, keepsLog: boolean): void {
  if (connection.abandon === undefined) closeWithEmptyLog(connection, log, keepsLog);
  else connection.abandon();
  if (!keepsLog) rmSync(log, { force: true });
}

function closeWithEmptyLog(connection: SqliteConnection, log: string, keepsLog: boolean): void {
  const bytes = ifExists(() => readFileSync(log));
  ifExists(() => truncateSync(log, 0));
  connection.close();
  if (keepsLog && bytes !== undefined) ifExists(() => writeBack(log, bytes));
}

function writeBack(log: string, bytes: Buffer): void {
  const descriptor = openSync(log, "r+");
  try {
    for (let written = 0; written < bytes.length; )
      written += writeSync(descriptor, bytes, written, bytes.length - written, written);
  } finally {
    closeSync(descriptor);
  }
}

function ifExists<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
