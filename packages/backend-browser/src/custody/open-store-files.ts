import type { OpenFileTable, OpfsPath } from "../disk/open-file-table.js";
import { getExceptionName } from "../opfs/get-exception-name.js";
import type { OpfsDirectory } from "../opfs/opfs-directory.js";
import type { StoreFiles } from "./store-files.js";

/** Where the files of a store are, and whether they may be made. */
export interface StoreFilesOptions {
  /** The path of the directory: `opfs:/my-app`. */
  readonly directoryPath: OpfsPath;
  readonly fileName: string;
  /** Gives the directory. */
  findDirectory(): Promise<OpfsDirectory>;
  /** Whether the database is made where it is not there. */
  readonly create: boolean;
  readonly openFiles: OpenFileTable;
}

/** SQLite's log and journal. The engine makes them at once, and browsers only in time, so that they are there before. */
const SUFFIXES = ["-wal", "-journal"] as const;

/**
 * Opens the files of a store, so that nobody else can. Undefined where somebody has one of them open, or is just about to remove it.
 *
 * @throws what the browser threw; `NotFoundError` where the database is not there and is not to be made
 */
export async function openStoreFiles(options: StoreFilesOptions): Promise<StoreFiles | undefined> {
  const { directoryPath, fileName, findDirectory, create, openFiles } = options;
  const directory = await findDirectory();
  const opened: string[] = [];

  async function openFile(name: string, createFile: boolean): Promise<void> {
    const file = await directory.getFileHandle(name, { create: createFile });
    openFiles.add(`${directoryPath}/${name}`, await file.createSyncAccessHandle());
    opened.push(name);
  }

  function closeFiles(): void {
    for (const name of opened.splice(0)) {
      try {
        openFiles.close(`${directoryPath}/${name}`);
      } catch {
        // The browser closes it with the worker; nothing here could do better.
      }
    }
  }

  try {
    await openFile(fileName, create);
    for (const suffix of SUFFIXES) await openFile(fileName + suffix, true);
  } catch (error) {
    const isDatabaseOpen = opened.length > 0;
    closeFiles();
    const name = getExceptionName(error);
    if (name === "NoModificationAllowedError" || (isDatabaseOpen && name === "NotFoundError")) return undefined;
    throw error;
  }

  let empty: readonly string[] = [];

  function close(): void {
    if (opened.length === 0) return;
    empty = SUFFIXES.map((suffix) => fileName + suffix).filter((name) =>
      isEmpty(openFiles, `${directoryPath}/${name}`),
    );
    closeFiles();
  }

  /** Where the browser does not tell, they are there. */
  async function isDatabaseGone(): Promise<boolean> {
    try {
      await (await findDirectory()).getFileHandle(fileName, { create: false });
      return false;
    } catch (error) {
      return getExceptionName(error) === "NotFoundError";
    }
  }

  return {
    close,
    async closeUnlessGone() {
      if (opened.length > 0 && (await isDatabaseGone()))
        for (const name of opened.splice(0)) openFiles.forget(`${directoryPath}/${name}`);
      close();
    },
    async removeEmptySidecars() {
      for (const name of empty) {
        try {
          await directory.removeEntry(name);
        } catch {
          // Somebody has it open again, or the storage is gone. An empty one does no harm.
        }
      }
    },
  };
}

function isEmpty(openFiles: OpenFileTable, path: OpfsPath): boolean {
  try {
    return openFiles.get(path)?.handle.getSize() === 0;
  } catch {
    return false;
  }
}
