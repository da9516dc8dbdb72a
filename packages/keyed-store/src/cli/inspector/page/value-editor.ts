import { makeButton, makeElement } from "./dom/elements.js";
import type { WriteOutcome } from "./protocol.js";
import { CallError } from "./server-client.js";

/** What {@link createValueEditor} takes. */
export interface ValueEditorOptions {
  readonly text: string;
  readonly version: number;
  readonly save: (text: string, version: number) => Promise<WriteOutcome>;
  readonly onEditorClosed: () => void;
}

/** Makes the form in which a value is written. It is saved only over the version that was seen; a conflict shows both. */
export function createValueEditor(options: ValueEditorOptions): HTMLElement {
  const { save, onEditorClosed } = options;
  let { version } = options;
  const area = makeElement("textarea", { attributes: { rows: "10", spellcheck: "false" } });
  area.value = options.text;
  const problem = makeElement("div", { class: "conflict", attributes: { role: "alert" } });
  const hint = options.text === "" ? "The value is hidden; what you write here replaces it. " : "";

  async function send(): Promise<void> {
    try {
      const outcome = await save(area.value, version);
      if (!outcome.isDone) showConflict(outcome);
    } catch (error) {
      problem.replaceChildren(makeElement("p", {}, error instanceof CallError ? error.message : "It was not saved."));
    }
  }

  function showConflict({ present: { row, value } }: WriteOutcome): void {
    if (row?.version === undefined) {
      problem.replaceChildren(makeElement("p", {}, "Conflict: the entry is gone. Yours is above and was not saved."));
      return;
    }
    const found = row.version;
    const take = makeButton(`Save mine over version ${found}`, () => {
      version = found;
      void send();
    });
    problem.replaceChildren(
      makeElement(
        "p",
        {},
        `Conflict: it is version ${found} now, and yours was made of version ${version}. Yours is above and was not saved. There now:`,
      ),
      makeElement(
        "pre",
        { attributes: { tabindex: "0", "aria-label": "Value that is there now" } },
        value?.pretty ?? "a value that is hidden",
      ),
      makeElement("p", { class: "buttons" }, take),
    );
  }

  return makeElement(
    "div",
    { class: "editor" },
    makeElement("label", { class: "field" }, makeElement("span", {}, `${hint}Value as JSON`), area),
    makeElement(
      "p",
      { class: "buttons" },
      makeButton("Save", () => void send()),
      makeButton("Cancel", onEditorClosed),
    ),
    problem,
  );
}
