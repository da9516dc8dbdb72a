import { withExchangedFile } from "./exchange.js";

/**
 * The whole store as one SQLite file, as it is at this moment: `keyed-store` on a server opens it.
 *
 * @param {import("./keyed-store/standalone.js").StateStore} store
 * @returns {Promise<Blob>}
 */
export function exportNotes(store) {
  return withExchangedFile(async ({ fileName, path, directory }) => {
    await store.backup(path);
    const file = await (await directory.getFileHandle(fileName)).getFile();
    // The file is gone before the browser has saved what it was given.
    return new Blob([await file.arrayBuffer()], { type: "application/vnd.sqlite3" });
  });
}

/**
 * Lets the browser save something among the user's files.
 *
 * @param {Blob} content
 * @param {string} name
 */
export function saveAs(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
