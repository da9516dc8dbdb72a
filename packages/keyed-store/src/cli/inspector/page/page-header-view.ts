import { makeElement } from "./dom/elements.js";
import { formatByteSize, formatEntryCount } from "./format.js";
import type { Overview } from "./protocol.js";

/** The head of the page: which store it is, how it is, and what this page may do. */
export interface PageHeaderView {
  readonly element: HTMLElement;
  showOverview(overview: Overview): void;
  /** Says whether changes come as they happen. */
  showConnection(text: string): void;
}

/** Makes the head of the page. */
export function createPageHeaderView(): PageHeaderView {
  const path = makeElement("p", { class: "path" });
  const sentence = makeElement("p", { class: "sentence", attributes: { role: "status" } });
  const connection = makeElement("li", { attributes: { "data-part": "connection" } }, "connecting");
  const [access, values, count] = [makeElement("li"), makeElement("li"), makeElement("li")];
  const element = makeElement(
    "header",
    {},
    makeElement("h1", {}, "keyed-store inspector"),
    path,
    makeElement(
      "ul",
      { class: "badges", attributes: { "aria-label": "State of this page" } },
      access,
      values,
      count,
      connection,
    ),
    sentence,
  );
  return {
    element,
    showOverview({
      condition,
      sentence: said,
      databaseShown,
      databaseBytes,
      logBytes,
      engine,
      entries,
      isWritable,
      isRevealed,
    }) {
      const sizes = databaseBytes === undefined ? [] : [formatByteSize(databaseBytes)];
      if (logBytes !== undefined && logBytes > 0) sizes.push(`${formatByteSize(logBytes)} of log`);
      path.textContent = [databaseShown, ...sizes, ...(engine === undefined ? [] : [engine.engine])].join(" · ");
      access.textContent = isWritable ? "may change the store" : "looks only";
      values.textContent = isRevealed ? "values shown" : "values hidden";
      count.textContent = formatEntryCount(entries);
      // It is read aloud whenever it is another, so that nothing is in it that changes all the time.
      if (sentence.textContent !== said) sentence.textContent = said;
      element.dataset["condition"] = condition;
    },
    showConnection(text) {
      connection.textContent = text;
    },
  };
}
