import { makeButton, makeElement, makeScrollableTable } from "./dom/elements.js";
import { updateChildrenInPlace } from "./dom/update-children-in-place.js";
import { formatByteSize, formatExpiry, formatTime } from "./format.js";
import type { EntryRow, KeyFolderItem } from "./protocol.js";
import type { RowChangeHighlights } from "./row-change-highlights.js";

/** The table of a page of entries. */
export interface EntriesTable {
  readonly element: HTMLElement;
  draw(caption: string, items: readonly KeyFolderItem[], openKey: string | undefined): void;
  focusRow(key: string): void;
  /** Counts the expiries down. */
  tick(): void;
}

/** What {@link createEntriesTable} takes. */
export interface EntriesTableOptions {
  readonly now: () => number;
  readonly marks: RowChangeHighlights;
  readonly onOpenEntry: (key: string) => void;
  /** Told of the folder as it is shown. */
  readonly onOpenFolder: (folderShown: string) => void;
}

/** Makes the table; `now` is the time of the store. */
export function createEntriesTable(options: EntriesTableOptions): EntriesTable {
  const { now, marks, onOpenEntry, onOpenFolder } = options;
  const table = makeScrollableTable("Entries", [
    ["Key", ""],
    ["Size", "number"],
    ["Version", "number wide"],
    ["Written", "wide"],
    ["Expires", ""],
    ["State", ""],
  ]);

  function drawRow(row: EntryRow, openKey: string | undefined): HTMLElement {
    const isOpen = row.key === openKey;
    const attributes = { class: "key", "data-name": "open", ...(isOpen ? { "aria-current": "true" } : {}) };
    const button = makeButton(row.keyShown, () => onOpenEntry(row.key), attributes);
    const instant = row.expiresAt === undefined ? {} : { "data-expires": String(row.expiresAt) };
    const expires = makeElement(
      "td",
      { attributes: instant },
      row.damage === undefined ? formatExpiry(row.expiresAt, now()) : "",
    );
    const mark = row.damage === undefined ? marks.of(row.key) : "damaged";
    return makeElement(
      "tr",
      { class: [mark ?? "", isOpen ? "open" : ""].join(" "), attributes: { "data-name": `row ${row.key}` } },
      makeElement("th", { attributes: { scope: "row" } }, button),
      makeElement("td", { class: "number" }, row.bytes === undefined ? "" : formatByteSize(row.bytes)),
      makeElement("td", { class: "number wide" }, String(row.version ?? "")),
      makeElement("td", { class: "wide" }, row.createdAt === undefined ? "" : formatTime(row.createdAt)),
      expires,
      makeElement("td", { class: "mark" }, mark ?? ""),
    );
  }

  function drawFolder(folder: string, folderShown: string): HTMLElement {
    const button = makeButton(folderShown, () => onOpenFolder(folderShown), {
      class: "key",
      "data-name": `folder ${folder}`,
    });
    return makeElement(
      "tr",
      { class: "folder", attributes: { "data-name": `folder ${folder}` } },
      makeElement("th", { attributes: { scope: "row" } }, button),
      makeElement("td", { class: "number" }),
      makeElement("td", { class: "wide" }),
      makeElement("td", { class: "wide" }),
      makeElement("td"),
      makeElement("td", {}, "folder"),
    );
  }

  /** Arrows go from row to row, since there may be many. */
  table.body.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !(event.target instanceof HTMLElement)) return;
    const buttons = [...table.body.querySelectorAll<HTMLElement>("button")];
    buttons[buttons.indexOf(event.target) + step]?.focus();
    event.preventDefault();
  });

  return {
    element: table.element,
    draw(caption, items, openKey) {
      table.caption.textContent = caption;
      table.element.setAttribute("aria-label", caption);
      updateChildrenInPlace(
        table.body,
        ...items.map((item) => ("folder" in item ? drawFolder(item.folder, item.folderShown) : drawRow(item, openKey))),
      );
    },
    focusRow(key) {
      const row = [...table.body.rows].find(({ dataset }) => dataset["name"] === `row ${key}`);
      row?.querySelector("button")?.focus();
    },
    tick() {
      for (const cell of table.body.querySelectorAll<HTMLElement>("[data-expires]")) {
        const text = formatExpiry(Number(cell.dataset["expires"]), now());
        if (cell.textContent !== text) cell.textContent = text;
      }
    },
  };
}
