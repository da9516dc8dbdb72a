import { explainError } from "./explain-error.js";
import { findElement } from "./find-element.js";

/**
 * @typedef {import("./open-notes.js").Note} Note
 * @typedef {import("./keyed-store/standalone.js").Entry<Note>} NoteEntry
 * @typedef {import("./keyed-store/standalone.js").KeyedStore<Note>} Notes
 */

/**
 * Lets a note be edited. It is written only if it still is what was shown; else both texts are shown, and who saves again writes over.
 *
 * @param {Notes} notes
 * @param {NoteEntry} entry
 */
export function editNote(notes, entry) {
  const dialog = findElement("#edit", HTMLDialogElement);
  const form = findElement("form", HTMLFormElement, dialog);
  const field = findElement("textarea", HTMLTextAreaElement, dialog);
  const warning = findElement(".warning", HTMLElement, dialog);
  /** What the text on the screen was made of; undefined where that note is gone. @type {NoteEntry | undefined} */
  let seen = entry;

  /** Writes what is in the field. @returns {Promise<boolean>} whether it is done */
  async function save() {
    const expiry = entry.expiresAt === undefined ? { ttlMs: null } : { expiresAt: entry.expiresAt };
    const note = { ...seen?.value, text: field.value.trim() };
    if (await notes.compareAndSet(entry.key, seen?.version ?? null, note, expiry)) return true;
    seen = await notes.lookupEntry(entry.key);
    warning.textContent =
      seen === undefined
        ? "This note was deleted meanwhile. Save brings it back."
        : `This note was changed meanwhile to: “${seen.value.text}”. Save writes over that.`;
    return false;
  }

  async function saveAndClose() {
    try {
      if (await save()) dialog.close();
    } catch (error) {
      warning.textContent = explainError(error);
    }
  }

  field.value = entry.value.text;
  warning.textContent = "";
  /** The dialog serves another note next. */
  const closing = new AbortController();
  const { signal } = closing;
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      void saveAndClose();
    },
    { signal },
  );
  findElement("[value=cancel]", HTMLButtonElement, dialog).addEventListener("click", () => dialog.close(), { signal });
  dialog.addEventListener("close", () => closing.abort(), { signal });
  dialog.showModal();
}
