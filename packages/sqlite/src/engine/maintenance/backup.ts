import { chmodSync, closeSync, openSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { KeyedStoreError } from "@keyed-store/core";
import type { SqliteConnection } from "../../driver/driver.js";
import { errnoOf, isTransient } from "../../files/file-error.js";
import { syncDirectory } from "../../files/sync-directory.js";
import { syncUnlessDenied } from "../../files/sync-unless-denied.js";
import { retryOnWindows } from "../../files/windows-retry.js";
import { setPragma } from "../../format/pragmas.js";

/** Has SQLite copy a store into a new file, private from its first instant, at one point in time. */
export function backupTo(connection: SqliteConnection, destination: string): void {
  const path = resolve(destination);
  createEmpty(path);
  try {
    vacuumInto(connection, path);
    syncToDisk(path);
  } catch (error) {
    retryOnWindows(() => rmSync(path, { force: true }));
    throw errnoOf(error) === undefined ? error : backupError(path, error);
  }
}

/** `query_only` forbids it, although it only reads the store; so a read-only connection lifts that meanwhile. */
function vacuumInto(connection: SqliteConnection, path: string): void {
  const readOnly = connection.prepare("PRAGMA query_only").get()?.[0] === 1;
  if (readOnly) setPragma(connection, "query_only", 0);
  try {
    connection.vacuumInto(path);
  } finally {
    if (readOnly) setPragma(connection, "query_only", 1);
  }
}

function createEmpty(path: string): void {
  try {
    closeSync(retryOnWindows(() => openSync(path, "wx", 0o600)));
    chmodSync(path, 0o600);
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw backupError(path, error);
    throw new KeyedStoreError(
      "KEYED_STORE_INVALID_INPUT",
      `destination must be a path where nothing stands: ${path} is there already and was left as it is.`,
      { path: path },
    );
  }
}

function syncToDisk(path: string): void {
  const descriptor = retryOnWindows(() => openSync(path, "r+"));
  try {
    syncUnlessDenied(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncDirectory(dirname(path));
}

function backupError(path: string, cause: unknown): KeyedStoreError {
  const errno = errnoOf(cause) ?? "unknown";
  return new KeyedStoreError("KEYED_STORE_WRITE_FAILED", `The backup ${path} cannot be written (${errno}).`, {
    path: path,
    retryable: isTransient(errno),
    cause,
  });
}
