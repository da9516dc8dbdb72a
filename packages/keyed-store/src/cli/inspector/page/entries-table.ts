import { make, makeButton, makeTable, redraw } from "./dom.js";
import { showBytes, showExpiry, showTime } from "./format.js";
import type { Row, TreeItem } from "./protocol.js";
import type { RowMarks } from "./row-marks.js";

/** The table of a page of entries. */
export interface EntriesTable {
  readonly element: HTMLElement;
  draw(caption: string, items: readonly TreeItem[], openKey: string | undefined): void;
  /** Counts the expiries down. */
  tick(): void;
}

/** Makes the table; `now` is the time of the store. */
export function createEntriesTable(options: {
  readonly now: () => number;
  readonly marks: RowMarks;
  readonly onOpen: (key: string) => void;
  /** Told of the folder as it is shown. */
  readonly onFolder: (folderShown: string) => void;
}): EntriesTable {
  const { now, marks, onOpen, onFolder } = options;
  const table = makeTable("Entries", [
    ["Key", ""],
    ["Size", "number"],
    ["Version", "number wide"],
    ["Written", "wide"],
    ["Expires", ""],
    ["State", ""],
  ]);
  const countdowns: { readonly cell: HTMLElement; readonly expiresAt: number | undefined }[] = [];

  function drawRow(row: Row, openKey: string | undefined): HTMLElement {
    const isOpen = row.key === openKey;
    const attributes = { class: "key", "data-name": `row ${row.key}`, ...(isOpen ? { "aria-current": "true" } : {}) };
    const button = makeButton(row.keyShown, () => onOpen(row.key), attributes);
    const expires = make("td", {}, row.damage === undefined ? showExpiry(row.expiresAt, now()) : "");
    countdowns.push({ cell: expires, expiresAt: row.expiresAt });
    const mark = row.damage === undefined ? marks.of(row.key) : "damaged";
    return make(
      "tr",
      { class: [mark ?? "", isOpen ? "open" : ""].join(" ") },
      make("th", { attributes: { scope: "row" } }, button),
      make("td", { class: "number" }, row.bytes === undefined ? "" : showBytes(row.bytes)),
      make("td", { class: "number wide" }, String(row.version ?? "")),
      make("td", { class: "wide" }, row.createdAt === undefined ? "" : showTime(row.createdAt)),
      expires,
      make("td", { class: "mark" }, mark ?? ""),
    );
  }

  function drawFolder(folder: string, folderShown: string): HTMLElement {
    const button = makeButton(folderShown, () => onFolder(folderShown), {
      class: "key",
      "data-name": `folder ${folder}`,
    });
    return make(
      "tr",
      { class: "folder" },
      make("th", { attributes: { scope: "row" } }, button),
      make("td", { class: "number" }),
      make("td", { class: "wide" }),
      make("td", { class: "wide" }),
      make("td"),
      make("td", {}, "folder"),
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
      countdowns.length = 0;
      redraw(
        table.body,
        ...items.map((item) => ("folder" in item ? drawFolder(item.folder, item.folderShown) : drawRow(item, openKey))),
      );
    },
    tick() {
      for (const { cell, expiresAt } of countdowns)
        if (expiresAt !== undefined) cell.textContent = showExpiry(expiresAt, now());
    },
  };
}
