import { KeyedStoreError } from "@keyed-store/core";
import type { OpenFileTable } from "../disk/open-file-table.js";
import type { AccessHandle } from "../opfs/access-handle.js";
import { getExceptionName } from "../opfs/get-exception-name.js";
import type { OpfsDirectory } from "../opfs/opfs-directory.js";
import { parseOpfsFile } from "../place/parse-opfs-path.js";
import { findDirectory, type GetRoot } from "./find-directory.js";

/**
 * Makes the file of a backup, and the journal that SQLite wants while it writes, and opens both, since SQLite cannot wait for that; calls
 * `write` with the file's path; and closes them. Where that fails, nothing is left.
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
  const journalName = `${fileName}-journal`;
  const path = `${directoryPath}/${fileName}`;
  const directory = await findEmptyPlace(path, fileName, () => findDirectory(getRoot, directories, false));
  const opened: string[] = [];
  const closeAll = (): void => opened.forEach((name) => void openFiles.close(`${directoryPath}/${name}`));
  const removeIfOpened = async (name: string): Promise<void> => {
    if (opened.includes(name)) await directory.removeEntry(name).catch(() => undefined);
  };
  try {
    for (const name of [fileName, journalName]) {
      openFiles.add(`${directoryPath}/${name}`, await openForWriting(path, directory, name));
      opened.push(name);
    }
    await write(path);
  } catch (error) {
    closeAll();
    await removeIfOpened(fileName);
    throw error;
  } finally {
    closeAll();
    await removeIfOpened(journalName);
  }
}

async function findEmptyPlace(
  path: string,
  fileName: string,
  find: () => Promise<OpfsDirectory>,
): Promise<OpfsDirectory> {
  try {
    const directory = await find();
    if (await isThere(directory, fileName)) throw fileExistsError(path);
    return directory;
  } catch (error) {
    throw error instanceof KeyedStoreError ? error : backupError(path, error);
  }
}

/** Opens a file, which is empty then: a journal may be left there of a backup that was cut short, and a file be made by another tab. */
async function openForWriting(path: string, directory: OpfsDirectory, name: string): Promise<AccessHandle> {
  try {
    const handle = await (await directory.getFileHandle(name, { create: true })).createSyncAccessHandle();
    if (name.endsWith("-journal")) handle.truncate(0);
    if (handle.getSize() === 0) return handle;
    handle.close();
  } catch (error) {
    throw backupError(path, error);
  }
  throw fileExistsError(path);
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
