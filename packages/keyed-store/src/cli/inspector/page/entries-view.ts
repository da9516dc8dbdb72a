import { decodeShownText } from "./decode-shown-text.js";
import { makeButton, makeElement, makeLabelledInput, makeLabelledSelect } from "./dom/elements.js";
import { ORDER_CHOICES, SHAPE_CHOICES } from "./entries-choices.js";
import { createEntriesTable } from "./entries-table.js";
import { formatCount, formatEntryCount, formatNumber } from "./format.js";
import type {
  EntryPage,
  EntryRow,
  KeyFolderItem,
  KeyFolderPage,
  NamespaceAddress,
  ShownDocument,
  ShownRequest,
  WatchRequest,
} from "./protocol.js";
import { createRowChangeHighlights } from "./row-change-highlights.js";
import type { ServerClient } from "./server-client.js";

/** The beginning of keys. */
export interface KeyPrefix {
  readonly text: string;
  readonly shown: string;
}

/** The entries of a namespace, page by page. */
export interface EntriesView {
  readonly element: HTMLElement;
  /** Shows a namespace from its first page. */
  choose(place: NamespaceAddress): Promise<void>;
  /** Reads the page again. */
  refresh(): Promise<void>;
  /** What is to be followed: what is shown now, and the entry that is open beside it. */
  getWatchRequest(): WatchRequest;
  /** Shows what came of what is followed, unless something else is shown by now. */
  showDocument(document: ShownDocument): void;
  /** Takes note of a change; what is shown comes after it. */
  noteChange(key: string, isGone: boolean): void;
  /** The prefix that is looked at, empty for all, and as it is shown. */
  prefix(): KeyPrefix;
  /** Says which entry is open beside the table. */
  setOpenKey(key: string | undefined): void;
  /** Goes to the row of a key, if it is on the page. */
  focusRow(key: string): void;
  /** Goes to the field for the prefix. */
  focusFilter(): void;
  tick(): void;
}

const SAID_EVERY_MS = 3_000;

/** A write bears the time at which it was made, and is seen when it is committed, which may be a while later. */
const UNSEEN_MS = 10_000;

/** Counting goes through the keys, so that nobody waits for more than these. */
const MOST_COUNTED = 1_000;

/** What {@link createEntriesView} takes. */
export interface EntriesViewOptions {
  readonly client: ServerClient;
  readonly now: () => number;
  readonly onOpenEntry: (key: string) => void;
  /** Told when other rows are shown than before. */
  readonly onPageChanged: () => void;
  readonly onError: (error: unknown) => void;
}

/** Makes the part of the page that shows entries. */
export function createEntriesView(options: EntriesViewOptions): EntriesView {
  const { client, now, onOpenEntry, onPageChanged, onError } = options;
  const marks = createRowChangeHighlights();
  let place: NamespaceAddress | undefined;
  /** What is there, and what is shown: for a while also rows of what is gone. */
  let present: readonly KeyFolderItem[] = [];
  let items: readonly KeyFolderItem[] = [];
  let openKey: string | undefined;
  let total = 0;
  let counted: number | undefined;
  /** Where this page and those before it begin; `undefined` for the first. */
  let starts: (string | number | undefined)[] = [undefined];
  let next: string | number | undefined;
  let turns = 0;
  let followedTurn = 0;
  let loads = 0;
  /** Which page was drawn last, and of what time it is. */
  let drawnTurn = 0;
  let drawnAt = 0;
  let wantedSummary = "";
  let saidTurn = 0;
  let saidAt = 0;
  /** What the field for the prefix said above the folder that is looked at. */
  const folders: string[] = [];

  const summary = makeElement("p", { class: "summary", attributes: { "aria-live": "polite" } });
  const table = createEntriesTable({
    now,
    marks,
    onOpenEntry,
    onOpenFolder(folderShown) {
      folders.push(filter.input.value);
      filter.input.value = folderShown;
      begin();
    },
  });
  const order = makeLabelledSelect("Order", ORDER_CHOICES, () => {
    if (isByAge()) filter.input.value = "";
    begin();
  });
  const shape = makeLabelledSelect("Show as", SHAPE_CHOICES, () => begin());
  const filter = makeLabelledInput("Keys that begin with", { type: "search", "data-part": "filter" }, () => {
    folders.length = 0;
    begin();
  });
  const up = makeButton("Up", () => {
    filter.input.value = folders.pop() ?? "";
    begin();
  });
  const [first, previous, following] = [
    makeButton("First page", () => turn([undefined])),
    makeButton("Previous page", () => turn(starts.slice(0, -1))),
    makeButton("Next page", () => turn([...starts, next])),
  ];
  const element = makeElement(
    "div",
    { class: "entries" },
    makeElement("div", { class: "controls" }, order.element, shape.element, filter.element, up),
    summary,
    table.element,
    makeElement("p", { class: "buttons pager" }, first, previous, following),
  );

  const delimiter = (): string | undefined => /^tree (.)$/.exec(shape.select.value)?.[1];
  const isByAge = (): boolean => order.select.value === "newest" || order.select.value === "oldest";

  function begin(): void {
    if (isByAge() && filter.input.value !== "") order.select.value = "first-key";
    counted = undefined;
    turn([undefined]);
  }

  function turn(to: (string | number | undefined)[]): void {
    starts = to;
    items = [];
    turns += 1;
    marks.clear();
    void load().then(onPageChanged).catch(onError);
  }

  function getShownRequest(): ShownRequest {
    const [prefix, after, by] = [decodeShownText(filter.input.value), starts.at(-1), delimiter()];
    return {
      prefix,
      ...(after === undefined ? {} : { after }),
      ...(by === undefined
        ? { operation: "entries", order: order.select.value }
        : { operation: "tree", delimiter: by }),
    };
  }

  async function load(): Promise<void> {
    if (place === undefined) return;
    loads += 1;
    const asked = loads;
    const { operation, ...request } = getShownRequest();
    const found = await client.call<EntryPage | KeyFolderPage>(operation, { ...place, ...request });
    // Whoever went on meanwhile has another page.
    if (asked === loads) showPage(found);
  }

  function showPage(found: EntryPage | KeyFolderPage): void {
    next = found.next;
    total = found.entries;
    const rows = "rows" in found ? found.rows : found.items;
    // Changes are not always told, and what was written tells itself.
    if (drawnTurn === turns)
      marks.noteDifferences(filterEntryRows(present), filterEntryRows(rows), {
        newSince: drawnAt - UNSEEN_MS,
        isByKey: !isByAge(),
      });
    [present, drawnTurn, drawnAt] = [rows, turns, found.now];
    marks.remember(filterEntryRows(rows));
    showMarked();
    marks.startTime();
  }

  function showMarked(): void {
    items = delimiter() === undefined ? marks.withGone(filterEntryRows(present)) : present;
    draw();
  }

  /** It is read aloud whenever it is another, which in a busy store may be all the time. */
  function showSummary(): void {
    if (summary.textContent === wantedSummary) return;
    if (saidTurn === turns && saidAt + SAID_EVERY_MS > Date.now()) return;
    summary.textContent = wantedSummary;
    [saidTurn, saidAt] = [turns, Date.now()];
  }

  function draw(): void {
    const isTree = delimiter() !== undefined;
    const page = `page ${formatNumber(starts.length)}`;
    const shown = isTree ? formatCount(items.length, "place", "places") : formatCount(items.length, "row", "rows");
    const prefix = filter.input.value;
    const many = counted !== undefined && counted > MOST_COUNTED ? "more than " : "";
    const matching =
      counted === undefined
        ? ""
        : `, ${many}${formatEntryCount(Math.min(counted, MOST_COUNTED))} begin with the prefix`;
    const text = `${formatEntryCount(total)} in the namespace${prefix === "" ? "" : matching}. ${shown} on ${page}.`;
    wantedSummary = text;
    showSummary();
    table.draw(isTree ? "Keys as a tree" : "Entries", items, openKey);
    order.select.disabled = isTree;
    up.hidden = !isTree;
    up.disabled = prefix === "";
    first.disabled = starts.length < 2;
    previous.disabled = starts.length < 2;
    following.disabled = next === undefined;
  }

  return {
    element,
    async choose(chosen) {
      place = chosen;
      filter.input.value = "";
      folders.length = 0;
      counted = undefined;
      starts = [undefined];
      turns += 1;
      items = [];
      openKey = undefined;
      marks.clear();
      await load();
    },
    refresh: load,
    getWatchRequest() {
      followedTurn = turns;
      const shown = getShownRequest();
      return {
        ...place,
        ...(openKey !== undefined && { openKey }),
        shown: shown.prefix === "" ? shown : { ...shown, most: MOST_COUNTED },
      };
    },
    showDocument({ page, count: found }) {
      if (followedTurn !== turns) return;
      // What was asked for before is older.
      loads += 1;
      counted = found;
      showPage(page);
    },
    noteChange(key, isGone) {
      // What was written is seen when the page is read again.
      if (isGone) marks.note(key, "gone");
    },
    prefix: () => ({ text: decodeShownText(filter.input.value), shown: filter.input.value }),
    setOpenKey(key) {
      openKey = key;
      draw();
    },
    focusRow: (key) => table.focusRow(key),
    focusFilter: () => filter.input.focus(),
    tick() {
      if (marks.forgetOld()) showMarked();
      showSummary();
      table.tick();
    },
  };
}

function filterEntryRows(items: readonly KeyFolderItem[]): EntryRow[] {
  return items.filter((item): item is EntryRow => !("folder" in item));
}
