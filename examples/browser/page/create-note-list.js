import { findElement } from "./find-element.js";

/**
 * @typedef {import("./open-notes.js").Note} Note
 * @typedef {import("./keyed-store/standalone.js").Entry<Note>} NoteEntry
 */

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

/**
 * The notes on the page, the newest first. Each is told as it comes, so that no other one is drawn again.
 *
 * @param {{ edit: (entry: NoteEntry) => void, remove: (entry: NoteEntry) => void }} buttons what the buttons of a note do
 */
export function createNoteList(buttons) {
  const list = findElement("#notes", HTMLUListElement);
  /** @type {Map<string, { version: number, item: HTMLLIElement }>} */
  const shown = new Map();

  /** @param {NoteEntry} entry */
  function createItem(entry) {
    const item = document.createElement("li");
    const text = document.createElement("p");
    text.className = "text";
    text.textContent = entry.value.text;
    const facts = document.createElement("span");
    facts.className = "facts";
    facts.textContent = describeTimes(entry);
    const row = document.createElement("div");
    row.className = "row";
    const both = document.createElement("div");
    both.className = "buttons";
    both.append(
      createButton("Edit", entry, () => buttons.edit(entry)),
      createButton("Delete", entry, () => buttons.remove(entry)),
    );
    row.append(facts, both);
    item.append(text, row);
    return item;
  }

  return {
    /**
     * Shows what became of a note.
     *
     * @param {string} key
     * @param {NoteEntry | undefined} entry undefined where it is gone
     */
    show(key, entry) {
      const before = shown.get(key);
      const focused = before?.item.contains(document.activeElement) ? document.activeElement : undefined;
      if (entry === undefined) {
        const next = before?.item.nextElementSibling ?? before?.item.previousElementSibling;
        before?.item.remove();
        shown.delete(key);
        if (focused !== undefined) (next?.querySelector("button") ?? findElement("#text", HTMLElement)).focus();
        return;
      }
      const item = createItem(entry);
      // A note that was only given more time stays where it is.
      if (before?.version === entry.version) before.item.replaceWith(item);
      else {
        before?.item.remove();
        list.prepend(item);
      }
      shown.set(key, { version: entry.version, item });
      if (focused !== undefined) item.querySelector("button")?.focus();
    },
    /** Forgets all notes, before they are told anew. */
    empty() {
      shown.clear();
      list.replaceChildren();
    },
    count: () => shown.size,
  };
}

/**
 * @param {string} name
 * @param {NoteEntry} entry
 * @param {() => void} act
 */
function createButton(name, entry, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = name.toLowerCase();
  button.textContent = name;
  button.setAttribute("aria-label", `${name}: ${entry.value.text.slice(0, 40)}`);
  button.addEventListener("click", act);
  return button;
}

/** @param {NoteEntry} entry */
function describeTimes({ createdAt, expiresAt }) {
  const written = formatTime(createdAt);
  return expiresAt === undefined ? written : `${written}, kept until ${formatTime(expiresAt)}`;
}

/**
 * The time of day for today, else the day.
 *
 * @param {number} time
 */
function formatTime(time) {
  return DAY.format(time) === DAY.format(Date.now()) ? TIME.format(time) : DAY.format(time);
}
