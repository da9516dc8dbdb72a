import { askForConfirmation } from "./dom/ask-for-confirmation.js";
import { makeButton, makeElement } from "./dom/elements.js";
import type { KeyPrefix } from "./entries-view.js";
import { formatCount, formatEntryCount, formatNumber } from "./format.js";
import type { EntryCount, NamespaceAddress, Overview, SweepOutcome } from "./protocol.js";
import type { ServerClient } from "./server-client.js";

/** What can be done with a namespace or the whole store. */
export interface StoreActionsView {
  readonly element: HTMLElement;
  showOverview(overview: Overview, place: NamespaceAddress | undefined): void;
}

/** What {@link createStoreActionsView} takes. */
export interface StoreActionsViewOptions {
  readonly client: ServerClient;
  readonly getKeyPrefix: () => KeyPrefix;
  readonly onStoreChanged: () => void;
  readonly onError: (error: unknown) => void;
}

/** Makes the part of the page for what concerns many entries; `getKeyPrefix` tells which are looked at. */
export function createStoreActionsView(options: StoreActionsViewOptions): StoreActionsView {
  const { client, getKeyPrefix, onStoreChanged, onError } = options;
  const outcome = makeElement("p", { class: "note", attributes: { role: "status" } });
  const buttons = makeElement("div", { class: "buttons" });
  const file = makeElement("input", {
    attributes: { type: "file", accept: ".ndjson,.jsonl", "aria-label": "File to import" },
  });
  const element = makeElement("details", { class: "actions" }, makeElement("summary", {}, "Actions"), buttons, outcome);
  let place: NamespaceAddress | undefined;
  let drawn = "";
  file.hidden = true;

  async function report(work: () => Promise<string>): Promise<void> {
    outcome.textContent = "At work …";
    try {
      outcome.textContent = await work();
      onStoreChanged();
    } catch (error) {
      outcome.textContent = "";
      onError(error);
    }
  }

  const run = (work: () => Promise<string>) => (): void => void report(work);

  async function clear(): Promise<string> {
    const [chosen, { text: wanted, shown: wantedShown }] = [place, getKeyPrefix()];
    const { count } = await client.call<EntryCount>("count", { ...chosen, prefix: wanted });
    const which = wanted === "" ? "All entries of the namespace" : "All entries whose keys begin with the prefix";
    const preview = makeElement(
      "p",
      {},
      `${which} ${chosen?.namespace ?? ""}: ${formatEntryCount(count)}. They cannot be brought back.`,
    );
    const shown = wanted === "" ? [] : [makeElement("p", { class: "key" }, wantedShown)];
    if (
      !(await askForConfirmation(
        `Delete ${formatEntryCount(count)}?`,
        `Delete ${formatNumber(count)}`,
        preview,
        ...shown,
      ))
    )
      return "";
    const found = await client.call<{ readonly isDone: boolean; readonly count: number }>("clear", {
      ...chosen,
      prefix: wanted,
      seen: count,
    });
    if (found.isDone) return `${formatCount(found.count, "entry was", "entries were")} deleted.`;
    return `Nothing was deleted: there are ${formatNumber(found.count)} now, not ${formatNumber(count)}. Look again.`;
  }

  async function sweep(): Promise<string> {
    const { removed } = await client.call<SweepOutcome>("sweep");
    return `${formatCount(removed, "expired entry was", "expired entries were")} removed from the file.`;
  }

  async function save(operation: string, name: string, input: object): Promise<string> {
    const address = URL.createObjectURL(await client.download(operation, input));
    makeElement("a", { attributes: { href: address, download: name } }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return `The browser saves it as ${name}.`;
  }

  async function bringIn(chosen: File): Promise<string> {
    const { tally, problems } = await client.upload<{
      readonly tally: Readonly<Record<string, number>>;
      readonly problems: readonly { readonly line: number; readonly message: string }[];
    }>("import", chosen);
    const counts = Object.entries(tally).flatMap(([name, count]) =>
      count === 0 ? [] : [`${formatNumber(count)} ${name}`],
    );
    const first = problems.map(({ line, message }) => ` Line ${line}: ${message}.`).join("");
    return `${counts.length === 0 ? "There was nothing to import" : counts.join(", ")}.${first}`;
  }

  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen !== undefined) run(() => bringIn(chosen))();
    file.value = "";
  });

  return {
    element,
    showOverview({ isWritable, isRevealed }, chosen) {
      place = chosen;
      const wanted = JSON.stringify([isWritable, isRevealed, chosen === undefined]);
      if (wanted === drawn) return;
      drawn = wanted;
      const reveal = isRevealed
        ? [
            ...(chosen === undefined
              ? []
              : [
                  makeButton(
                    "Export this namespace",
                    run(() => save("export", "namespace.ndjson", place ?? {})),
                  ),
                ]),
            makeButton(
              "Export all",
              run(() => save("export", "store.ndjson", {})),
            ),
            makeButton(
              "Back up the store",
              run(() => save("backup", "state.sqlite", {})),
            ),
          ]
        : [makeElement("p", { class: "hint" }, "Export and backup hold values: start the inspector with --reveal.")];
      const write = isWritable
        ? [
            ...(chosen === undefined ? [] : [makeButton("Delete by prefix", run(clear), { class: "danger" })]),
            makeButton("Remove expired entries", run(sweep)),
            makeButton("Import", () => file.click()),
            file,
          ]
        : [
            makeElement(
              "p",
              { class: "hint" },
              "This page only looks: start the inspector with --write to change the store.",
            ),
          ];
      buttons.replaceChildren(...reveal, ...write);
    },
  };
}
