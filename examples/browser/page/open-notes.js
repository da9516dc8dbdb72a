import { browserProvider, openStateStore } from "./keyed-store/standalone.js";

/** The folder of this site's private files that the store is in. */
export const DIRECTORY = "notes";

/** Whose entries they are, and where. A program on a server that reads an exported store opens the same. */
export const NOTES = /** @type {const} */ ({
  owner: "notes",
  namespace: "notes",
  maxEntries: 1_000,
  overflow: "reject-new",
});

/**
 * A note as it is stored. Its time and its expiry are those of the entry.
 *
 * @typedef {{ text: string }} Note
 */

/**
 * Opens a store of notes in this browser.
 *
 * @param {string} [fileName] another file of the same folder than the page's own
 */
export async function openNotes(fileName = "state.sqlite") {
  const store = await openStateStore({ directory: DIRECTORY, fileName, providers: [browserProvider()] });
  /** @type {import("./keyed-store/standalone.js").KeyedStore<Note>} */
  const notes = store.openKeyedStore(NOTES);
  return { store, notes };
}

/** The folder itself, for what has to do with whole files. */
export async function openDirectory() {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(DIRECTORY, { create: true });
}
