import { KeyedStoreError } from "@keyed-store/core";
import type { OpenFileTable } from "../disk/open-file-table.js";
import { getExceptionName } from "../opfs/get-exception-name.js";
import type { OpfsDirectory } from "../opfs/opfs-directory.js";
import { parseOpfsFile } from "../place/parse-opfs-path.js";
import { findDirectory, type GetRoot } from "./find-directory.js";

/**
 * Makes the file of a backup and opens it, since SQLite cannot wait for that; calls `write` with its path; and closes it. Where that
 * fails, nothing is left.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` something stands there already; it was left as it is
 * @throws `KEYED_STORE_WRITE_FAILED` it cannot be made
 */
export async function backUpIntoNewFile(
  destination: string,
  getRoot: GetRoot,
  openFiles: OpenFileTable,
  write: (path: string) => void | Promise<void>,
): Promise<void> {
  const { directories, directoryPath, fileName } = parseOpfsFile(destination);
  const path = `${directoryPath}/${fileName}`;
  let directory: OpfsDirectory;
  try {
    directory = await findDirectory(getRoot, directories, false);
    if (await isThere(directory, fileName)) throw fileExistsError(path);
    openFiles.add(path, await (await directory.getFileHandle(fileName, { create: true })).createSyncAccessHandle());
  } catch (error) {
    throw error instanceof KeyedStoreError ? error : backupError(path, error);
  }
  try {
    await write(path);
  } catch (error) {
    openFiles.close(path);
    await directory.removeEntry(fileName).catch(() => undefined);
    throw error;
  }
  openFiles.close(path);
}

async function isThere(directory: OpfsDirectory, fileName: string): Promise<boolean> {
  try {
    await directory.getFileHandle(fileName, { create: false });
    return true;
  } catch (error) {
    if (getExceptionName(error) === "NotFoundError") return false;
    if (getExceptionName(error) === "TypeMismatchError") return true;
    throw error;
  }
}

function fileExistsError(path: string): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_INVALID_INPUT",
    `destination must be a path where nothing stands: ${path} is there already and was left as it is.`,
    { path },
  );
}

function backupError(path: string, cause: unknown): KeyedStoreError {
  const name = getExceptionName(cause);
  const reason = name === "NotFoundError" ? "its directory is not there" : name || "unknown";
  return new KeyedStoreError("KEYED_STORE_WRITE_FAILED", `The backup ${path} cannot be written (${reason}).`, {
    path,
    retryable: name === "QuotaExceededError",
    cause,
  });
}
