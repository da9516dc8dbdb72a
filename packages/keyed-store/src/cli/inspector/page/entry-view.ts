import { askForConfirmation } from "./dom/ask-for-confirmation.js";
import { makeButton, makeDefinitionList, makeElement } from "./dom/elements.js";
import { createExpiryForm } from "./expiry-form.js";
import { formatByteSize, formatExpiry, formatTime } from "./format.js";
import type { EntryDocument, NamespaceAddress, Overview, ShownDocument, WriteOutcome } from "./protocol.js";
import type { ServerClient } from "./server-client.js";
import { createValueEditor } from "./value-editor.js";

/** One entry, whole. */
export interface EntryView {
  readonly element: HTMLElement;
  open(place: NamespaceAddress, key: string): Promise<void>;
  close(): void;
  /** Shows what came of the entry, unless somebody writes at it. */
  showDocument(document: ShownDocument): void;
  tick(): void;
}

/** What {@link createEntryView} takes. */
export interface EntryViewOptions {
  readonly client: ServerClient;
  readonly now: () => number;
  readonly getOverview: () => Overview | undefined;
  /** Told which entry is shown no more. */
  readonly onEntryClosed: (key: string | undefined) => void;
  readonly onError: (error: unknown) => void;
}

/** Makes the part of the page that shows one entry. */
export function createEntryView(options: EntryViewOptions): EntryView {
  const { client, now, getOverview, onEntryClosed, onError } = options;
  const element = makeElement("section", {
    class: "entry",
    attributes: { "aria-labelledby": "entry-key", tabindex: "-1" },
  });
  const note = makeElement("p", { class: "note", attributes: { role: "status" } });
  const expires = makeElement("span");
  let shown: { readonly place: NamespaceAddress; readonly key: string; document: EntryDocument } | undefined;
  let isPretty = true;
  let isEditing = false;
  element.hidden = true;

  async function read(): Promise<void> {
    if (shown === undefined) return;
    const asked = shown;
    const document = await client.call<EntryDocument>("entry", { ...asked.place, key: asked.key });
    if (asked !== shown) return;
    shown.document = document;
    draw();
  }

  function draw(): void {
    if (shown === undefined) return;
    isEditing = false;
    const { row, value } = shown.document;
    const title = makeElement("h2", { attributes: { id: "entry-key" } }, row?.keyShown ?? "gone");
    const shut = makeButton("Close", close, { class: "close" });
    if (row === undefined) {
      element.replaceChildren(
        title,
        shut,
        makeElement("p", {}, "This entry is gone: deleted, consumed, evicted or expired."),
        note,
      );
      return;
    }
    const facts = makeDefinitionList([
      ["Size", row.bytes === undefined ? "unknown" : formatByteSize(row.bytes)],
      ["Version", String(row.version ?? "unknown")],
      ["Written", row.createdAt === undefined ? "unknown" : formatTime(row.createdAt)],
      ["Expires", expires],
    ]);
    element.replaceChildren(title, shut, facts, note, ...drawValue(row.damage, value), ...drawChanges());
    tick();
  }

  function drawValue(damage: string | undefined, value: EntryDocument["value"]): Node[] {
    if (damage !== undefined) return [makeElement("p", { class: "damage" }, damage)];
    if (value === undefined)
      return [makeElement("p", {}, "The value is hidden. Start the inspector with --reveal to see values.")];
    const text = makeElement(
      "pre",
      { attributes: { tabindex: "0", "aria-label": "Value" } },
      isPretty ? value.pretty : value.raw,
    );
    const form = (name: string, pretty: boolean): HTMLButtonElement =>
      makeButton(
        name,
        () => {
          isPretty = pretty;
          draw();
        },
        { "aria-pressed": String(isPretty === pretty), "data-name": name },
      );
    const copy = makeButton("Copy value", () => void copyText(text));
    return [makeElement("p", { class: "buttons" }, form("Pretty", true), form("Raw", false), copy), text];
  }

  /** Where the browser does not let a page copy, the text is selected for the person to do it. */
  async function copyText(text: HTMLElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(text.textContent ?? "");
      say("The value was copied.");
    } catch {
      getSelection()?.selectAllChildren(text);
      say("The browser did not let this page copy. The value is selected: copy it with the keyboard.");
    }
  }

  function drawChanges(): Node[] {
    const { row, value } = shown?.document ?? {};
    if (getOverview()?.isWritable !== true || row?.version === undefined) return [];
    const { version } = row;
    const area = makeElement("div", { class: "changes" });
    const edit = makeButton("Edit value", () => {
      isEditing = true;
      area.replaceChildren(createValueEditor({ text: value?.pretty ?? "", version, save, onEditorClosed: endEditing }));
      area.querySelector("textarea")?.focus();
    });
    const expire = makeButton("Set expiry", () => {
      isEditing = true;
      area.replaceChildren(
        createExpiryForm((ttlMs) => void apply("expire", { version, ttlMs }, "The expiry was set."), endEditing),
      );
      area.querySelector("input")?.focus();
    });
    const remove = makeButton("Delete", () => void askAndDelete(version), { class: "danger" });
    return [makeElement("p", { class: "buttons" }, edit, expire, remove), area];
  }

  function endEditing(): void {
    void read().catch(onError);
    element.focus();
  }

  async function save(text: string, version: number): Promise<WriteOutcome> {
    const outcome = await write("put", { text, version });
    if (outcome.isDone) {
      show(outcome);
      say("The value was written.");
    }
    return outcome;
  }

  async function askAndDelete(version: number): Promise<void> {
    const name = shown?.document.row?.keyShown ?? "";
    if (!(await askForConfirmation("Delete this entry?", "Delete", makeElement("p", { class: "key" }, name)))) return;
    await apply("delete", { version }, "The entry was deleted.");
  }

  async function apply(operation: string, input: object, done: string): Promise<void> {
    try {
      const outcome = await write(operation, input);
      show(outcome);
      say(
        outcome.isDone
          ? done
          : "Nothing was done: the entry is not the version that was shown. This is what is there now.",
      );
    } catch (error) {
      onError(error);
    }
  }

  async function write(operation: string, input: object): Promise<WriteOutcome> {
    return client.call<WriteOutcome>(operation, { ...shown?.place, key: shown?.key, ...input });
  }

  function show({ present }: WriteOutcome): void {
    if (shown === undefined) return;
    shown.document = present;
    draw();
    element.focus();
  }

  function say(text: string): void {
    note.textContent = text;
  }

  function close(): void {
    const key = shown?.key;
    shown = undefined;
    element.hidden = true;
    onEntryClosed(key);
  }

  function tick(): void {
    const { row } = shown?.document ?? {};
    if (row !== undefined) expires.textContent = formatExpiry(row.expiresAt, now());
  }

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  return {
    element,
    async open(place, key) {
      shown = { place, key, document: { now: now() } };
      say("");
      await read();
      element.hidden = false;
      element.focus();
    },
    close,
    showDocument({ open }) {
      // An answer that was overtaken tells of what was there before.
      if (open === undefined || shown?.key !== open.key || open.now < shown.document.now) return;
      if (isSameState(open, shown.document)) return;
      if (isEditing) {
        say("The entry changed meanwhile. What you save is checked against what is there.");
        return;
      }
      shown.document = open;
      draw();
    },
    tick,
  };
}

function isSameState({ row: one }: EntryDocument, { row: other }: EntryDocument): boolean {
  return one?.version === other?.version && one?.expiresAt === other?.expiresAt && one?.damage === other?.damage;
}
