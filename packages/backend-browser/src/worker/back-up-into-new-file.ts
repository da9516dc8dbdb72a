import { isKeyedStoreError, KeyedStoreError } from "@keyed-store/core";
import type { OpenFileTable } from "../disk/open-file-table.js";
import { getExceptionName } from "../opfs/get-exception-name.js";
import type { OpfsDirectory } from "../opfs/opfs-directory.js";
import { parseOpfsFile } from "../place/parse-opfs-path.js";
import { findDirectory, type GetRoot } from "./find-directory.js";

/**
 * Makes the file of a backup and its journal and opens them, since SQLite cannot wait for that; calls `write` with its path; and closes
 * them. The journal is removed then, and where something fails the backup too.
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
  const journalName = `${fileName}-journal`;
  let directory: OpfsDirectory;
  try {
    directory = await findDirectory(getRoot, directories, false);
    for (const name of [fileName, journalName]) await assertNothingThere(directory, directoryPath, name);
  } catch (error) {
    throw toBackupError(path, error);
  }
  const made: string[] = [];
  try {
    for (const name of [fileName, journalName]) {
      const file = await directory.getFileHandle(name, { create: true });
      made.push(name);
      openFiles.add(`${directoryPath}/${name}`, await file.createSyncAccessHandle());
    }
    await write(path);
  } catch (error) {
    await closeAndRemove(made);
    throw toBackupError(path, error);
  }
  openFiles.close(path);
  await closeAndRemove([journalName]);

  async function closeAndRemove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      openFiles.close(`${directoryPath}/${name}`);
      await directory.removeEntry(name).catch(() => undefined);
    }
  }
}

async function assertNothingThere(directory: OpfsDirectory, directoryPath: string, name: string): Promise<void> {
  try {
    await directory.getFileHandle(name, { create: false });
  } catch (error) {
    if (getExceptionName(error) === "NotFoundError") return;
    if (getExceptionName(error) !== "TypeMismatchError") throw error;
  }
  const path = `${directoryPath}/${name}`;
  throw new KeyedStoreError(
    "KEYED_STORE_INVALID_INPUT",
    `destination must be a path where nothing stands: ${path} is there already and was left as it is.`,
    { path },
  );
}

function toBackupError(path: string, cause: unknown): KeyedStoreError {
  if (isKeyedStoreError(cause)) return cause;
  const name = getExceptionName(cause);
  const reason = name === "NotFoundError" ? "its directory is not there" : name || "unknown";
  return new KeyedStoreError("KEYED_STORE_WRITE_FAILED", `The backup ${path} cannot be written (${reason}).`, {
    path,
    retryable: name === "QuotaExceededError",
    cause,
  });
}
