import { ask } from "./ask.js";
import { createNoteList } from "./create-note-list.js";
import { editNote } from "./edit-note.js";
import { explainError } from "./explain-error.js";
import { exportNotes, saveAs } from "./export-notes.js";
import { findElement } from "./find-element.js";
import { importNotes, readNotes } from "./import-notes.js";
import { requestPersistentStorage } from "./keyed-store/standalone.js";
import { openNotes } from "./open-notes.js";

/** @typedef {import("./create-note-list.js").NoteEntry} NoteEntry */

const field = findElement("#text", HTMLTextAreaElement);
const keep = findElement("#keep", HTMLSelectElement);
const told = findElement("#told", HTMLElement);
const problem = findElement("#problem", HTMLElement);
const persist = findElement("#persist", HTMLButtonElement);
const file = findElement("#file", HTMLInputElement);
const list = createNoteList({
  edit: (entry) => void withNotes(async ({ notes }) => editNote(notes, entry)),
  remove: (entry) => void withNotes(({ notes }) => removeNote(notes, entry)),
});

/** @type {Awaited<ReturnType<typeof openNotes>> | undefined} */
let opened;

findElement("#new", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void withNotes(addNote);
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form?.requestSubmit();
});
findElement("#export", HTMLButtonElement).addEventListener("click", () => void withNotes(exportFile));
findElement("#import", HTMLButtonElement).addEventListener("click", () => file.click());
file.addEventListener("change", () => void withNotes(importFile));
persist.addEventListener("click", () => void askToKeep());
findElement("button", HTMLButtonElement, problem).addEventListener("click", () => void start());
addEventListener("online", showState);
addEventListener("offline", showState);

void navigator.serviceWorker?.register("service-worker.js");
void start();

/** Opens the store and shows what is in it, for as long as the page lives. */
async function start() {
  problem.hidden = true;
  try {
    await opened?.store.close().catch(() => undefined);
    opened = await openNotes();
    await opened.notes.count();
    list.empty();
    enable(true);
    showState();
    persist.hidden = (await navigator.storage.persisted?.()) ?? true;
    for await (const { key, entry } of opened.notes.watch({ initial: true })) {
      list.show(key, entry);
      showState();
    }
  } catch (error) {
    enable(false);
    findElement("#state", HTMLElement).textContent = "";
    showProblem(error);
  }
}

/**
 * Does something with the store, and says so where it fails.
 *
 * @param {(opened: Awaited<ReturnType<typeof openNotes>>) => Promise<void>} work
 */
async function withNotes(work) {
  if (opened === undefined) return;
  problem.hidden = true;
  try {
    await work(opened);
  } catch (error) {
    showProblem(error);
  }
}

/** @param {Awaited<ReturnType<typeof openNotes>>} opened */
async function addNote({ notes }) {
  const text = field.value.trim();
  if (text === "") return;
  await notes.register(crypto.randomUUID(), { text }, keep.value === "" ? {} : { ttlMs: Number(keep.value) });
  // Not before it is stored: a note that failed is still there to be added again.
  field.value = "";
  field.focus();
  tell("");
}

/**
 * @param {import("./edit-note.js").Notes} notes
 * @param {NoteEntry} entry
 */
async function removeNote(notes, entry) {
  if (!(await notes.delete(entry.key, { ifVersion: entry.version }))) {
    tell("This note was changed meanwhile, and is still there.");
    return;
  }
  const { key, value, expiresAt } = entry;
  tell("Deleted.", "Undo", async () => {
    await notes.registerIfAbsent(key, value, expiresAt === undefined ? {} : { expiresAt });
    tell("");
  });
}

/** @param {Awaited<ReturnType<typeof openNotes>>} opened */
async function exportFile({ store }) {
  saveAs(await exportNotes(store), "state.sqlite");
  tell("Exported as state.sqlite.");
}

async function askToKeep() {
  persist.hidden = await requestPersistentStorage();
  tell(
    persist.hidden ? "The browser will keep the notes." : "The browser did not agree. Export the notes now and then.",
  );
}

/** @param {Awaited<ReturnType<typeof openNotes>>} opened */
async function importFile({ store }) {
  const [chosen] = file.files ?? [];
  if (chosen === undefined) return;
  // So that the same file may be chosen again.
  const content = new Blob([await chosen.arrayBuffer()]);
  file.value = "";
  const entries = await readNotes(content);
  if (entries === undefined || entries.length === 0) {
    tell(`${chosen.name} has no notes in it that can be read here.`);
    return;
  }
  const question = `${chosen.name} has ${entries.length} notes. Bring them in? A note that is here too is replaced only where the file has a later version of it.`;
  tell((await ask(question, "Bring in")) ? `${await importNotes(store, entries)}.` : "Nothing was brought in.");
}

/**
 * Says what was done, with a way back where there is one.
 *
 * @param {string} text
 * @param {string} [action]
 * @param {() => Promise<void>} [act]
 */
function tell(text, action, act) {
  told.textContent = text;
  if (action === undefined || act === undefined) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = action;
  button.addEventListener("click", () => void withNotes(act));
  told.append(button);
}

/** @param {unknown} error */
function showProblem(error) {
  findElement("p", HTMLElement, problem).textContent = explainError(error);
  problem.hidden = false;
}

/** @param {boolean} isOpen */
function enable(isOpen) {
  for (const each of document.querySelectorAll("#new textarea, #new button, footer button"))
    each.toggleAttribute("disabled", !isOpen);
}

function showState() {
  const count = list.count();
  const place = navigator.onLine ? "in this browser" : "in this browser, offline";
  findElement("#state", HTMLElement).textContent = `${count} ${count === 1 ? "note" : "notes"}, ${place}`;
  findElement("#none", HTMLElement).hidden = count > 0;
}
