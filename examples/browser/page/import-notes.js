import { withExchangedFile } from "./exchange.js";
import { isKeyedStoreError } from "./keyed-store/standalone.js";
import { NOTES, openNotes } from "./open-notes.js";

/**
 * @typedef {import("./open-notes.js").Note} Note
 * @typedef {import("./keyed-store/standalone.js").Entry<Note>} NoteEntry
 * @typedef {import("./keyed-store/standalone.js").StateStore} StateStore
 */

/** How the library says that a file is none of its stores, damaged, or of a later version. @type {readonly string[]} */
const REFUSALS = ["KEYED_STORE_OPEN_FAILED", "KEYED_STORE_CORRUPT", "KEYED_STORE_SCHEMA_UNSUPPORTED"];

/**
 * The notes of a store that came as a file. The library itself judges it: what is no store of ours, damaged or newer, is refused.
 *
 * @param {Blob} file
 * @returns {Promise<NoteEntry[] | undefined>} oldest first; undefined where it is no such store
 */
export function readNotes(file) {
  return withExchangedFile(async ({ fileName, directory }) => {
    const writable = await (await directory.getFileHandle(fileName, { create: true })).createWritable();
    await file.stream().pipeTo(writable);
    try {
      return await readEntries(fileName);
    } catch (error) {
      if (isKeyedStoreError(error) && REFUSALS.includes(error.code) && !error.retryable) return undefined;
      throw error;
    }
  });
}

/** @param {string} fileName */
async function readEntries(fileName) {
  const { store, notes } = await openNotes(fileName);
  try {
    return (await notes.entries()).filter(({ value }) => typeof value?.text === "string");
  } finally {
    await store.close();
  }
}

/**
 * Brings notes in, with the times they had. One that is here in a later version stays as it is; other tabs see all of it at once.
 *
 * @param {StateStore} store
 * @param {readonly NoteEntry[]} entries
 * @returns {Promise<string>} what became of them, in words
 */
export async function importNotes(store, entries) {
  const records = entries.map(({ key, value, createdAt, expiresAt }) => ({
    key,
    value,
    createdAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }));
  const results = await store.owner(NOTES.owner).restore(NOTES.namespace, records, { maxEntries: NOTES.maxEntries });
  const count = (/** @type {string} */ result) => results.filter((each) => each === result).length;
  return [
    `${count("restored")} brought in`,
    ...(count("older") > 0 ? [`${count("older")} not later than here`] : []),
    ...(count("expired") > 0 ? [`${count("expired")} expired`] : []),
    ...(count("full") > 0 ? [`${count("full")} left out, since there is no more room`] : []),
  ].join(", ");
}
