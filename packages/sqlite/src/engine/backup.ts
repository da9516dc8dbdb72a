import { chmodSync, closeSync, copyFileSync, fsyncSync, openSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { KeyedStoreError } from "@keyed-store/core";
import type { SqliteConnection, SqliteDriver } from "../driver.js";
import { errnoOf } from "../files/file-failure.js";
import { syncDirectory } from "../files/sync-directory.js";

/**
 * Copies a store into a new file, private from its first instant, at one point in time. An engine that is alone with
 * its file, and has no way to other paths, writes its log into the file first, which is then copied.
 */
export function backupTo(driver: SqliteDriver, connection: SqliteConnection, path: string, destination: string): void {
  const copy = resolve(destination);
  createEmpty(copy);
  try {
    if (driver.sharing === "shared") {
      connection.prepare("VACUUM INTO ?").run(copy);
    } else {
      connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
      copyFileSync(path, copy);
    }
    sync(copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw errnoOf(error) === undefined ? error : writeFailed(copy, error);
  }
}

function createEmpty(copy: string): void {
  try {
    closeSync(openSync(copy, "wx", 0o600));
    chmodSync(copy, 0o600);
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw writeFailed(copy, error);
    throw new KeyedStoreError(
      "KEYED_STORE_INVALID_INPUT",
      `destination must be a path where nothing stands: ${copy} is there already and was left as it is.`,
      { path: copy },
    );
  }
}

function sync(copy: string): void {
  const descriptor = openSync(copy, "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncDirectory(dirname(copy));
}

function writeFailed(copy: string, cause: unknown): KeyedStoreError {
  const errno = errnoOf(cause) ?? "unknown";
  return new KeyedStoreError("KEYED_STORE_WRITE_FAILED", `The backup ${copy} cannot be written (${errno}).`, {
    path: copy,
    retryable: errno === "ENOSPC" || errno === "EDQUOT",
    cause,
  });
}
