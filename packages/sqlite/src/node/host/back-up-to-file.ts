import { chmodSync, closeSync, openSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { KeyedStoreError } from "@keyed-store/core";
import type { SqliteConnection } from "../../driver/driver.js";
import { vacuumIntoFile } from "../../engine/maintenance/vacuum-into-file.js";
import { getErrnoName, isTransientErrno } from "../../files/file-error.js";
import { fsyncUnlessDenied } from "../files/fsync-unless-denied.js";
import { syncDirectory } from "../files/sync-directory.js";
import { retryOnWindows } from "../files/windows-retry.js";

/** Has SQLite copy a store into a new file, private from its first instant, at one point in time. */
export function backUpToFile(connection: SqliteConnection, destinationPath: string): void {
  const backupPath = resolve(destinationPath);
  createEmptyBackupFile(backupPath);
  try {
    vacuumIntoFile(connection, backupPath);
    syncFileAndDirectory(backupPath);
  } catch (error) {
    retryOnWindows(() => rmSync(backupPath, { force: true }));
    throw getErrnoName(error) === undefined ? error : backupError(backupPath, error);
  }
}

function createEmptyBackupFile(backupPath: string): void {
  try {
    closeSync(retryOnWindows(() => openSync(backupPath, "wx", 0o600)));
    chmodSync(backupPath, 0o600);
  } catch (error) {
    if (getErrnoName(error) !== "EEXIST") throw backupError(backupPath, error);
    throw new KeyedStoreError(
      "KEYED_STORE_INVALID_INPUT",
      `destination must be a path where nothing stands: ${backupPath} is there already and was left as it is.`,
      { path: backupPath },
    );
  }
}

function syncFileAndDirectory(filePath: string): void {
  const descriptor = retryOnWindows(() => openSync(filePath, "r+"));
  try {
    fsyncUnlessDenied(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncDirectory(dirname(filePath));
}

function backupError(backupPath: string, cause: unknown): KeyedStoreError {
  const errno = getErrnoName(cause) ?? "unknown";
  return new KeyedStoreError("KEYED_STORE_WRITE_FAILED", `The backup ${backupPath} cannot be written (${errno}).`, {
    path: backupPath,
    retryable: isTransientErrno(errno),
    cause,
  });
}
