import { DIRECTORY, openDirectory } from "./open-notes.js";

/** A store that comes in or goes out is a file of this name meanwhile. */
const EXCHANGED = "exchanged.sqlite";

/**
 * Works on a file beside the store, which is not there before and not afterwards. One tab at a time.
 *
 * @template R
 * @param {(file: { fileName: string, path: string, directory: FileSystemDirectoryHandle }) => Promise<R>} work
 * @returns {Promise<R>}
 */
export function withExchangedFile(work) {
  return navigator.locks.request(`${DIRECTORY} exchange`, async () => {
    const directory = await openDirectory();
    // A tab that was closed in the middle left its own.
    await removeFile(directory);
    try {
      return await work({ fileName: EXCHANGED, path: `${DIRECTORY}/${EXCHANGED}`, directory });
    } finally {
      await removeFile(directory);
    }
  });
}

/**
 * Removes the file, and what SQLite may have beside it.
 *
 * @param {FileSystemDirectoryHandle} directory
 */
async function removeFile(directory) {
  for (const name of [EXCHANGED, `${EXCHANGED}-wal`, `${EXCHANGED}-journal`])
    try {
      await directory.removeEntry(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
    }
}
