import { makeDefinitionList, makeElement, makeScrollableTable } from "./dom/elements.js";
import { updateChildrenInPlace } from "./dom/update-children-in-place.js";
import { formatTime } from "./format.js";
import type { Overview, SessionList, SessionSummary } from "./protocol.js";
import type { ServerClient } from "./server-client.js";

const EVENTS_SHOWN = 200;

/** Who has the store open, which engine reads it, and what happened since the page was opened. */
export interface StoreView {
  readonly element: HTMLElement;
  showOverview(overview: Overview): void;
  /** Asks who has the store open. */
  refresh(): Promise<void>;
  addEvent(at: number, name: string, text: string): void;
}

/** Makes the part of the page that shows the store as a whole. */
export function createStoreView(client: ServerClient): StoreView {
  const sessions = makeScrollableTable("Processes that have the store open or wait for it", [
    ["Process", ""],
    ["Host", "wide"],
    ["Backend", ""],
    ["Does", ""],
    ["Since", "wide"],
    ["State", ""],
  ]);
  const rejected = makeScrollableTable("Backends that were not taken", [
    ["Backend", ""],
    ["Refused at", ""],
    ["Code", "wide"],
    ["Why", ""],
  ]);
  const events = makeScrollableTable("Events since this page was opened, latest first", [
    ["Time", ""],
    ["Event", ""],
    ["What", ""],
  ]);
  const engine = makeElement("div");
  const noEvents = makeElement("p", { class: "hint" }, "Nothing has happened since this page was opened.");
  const noSessions = makeElement("p", { class: "hint" }, "Nobody has the store open.");
  const element = makeElement(
    "div",
    { class: "store" },
    makeElement("h2", {}, "Sessions"),
    sessions.element,
    noSessions,
    makeElement("h2", {}, "Engine"),
    engine,
    makeElement("h2", {}, "Events"),
    noEvents,
    events.element,
  );
  events.element.hidden = true;

  return {
    element,
    showOverview({ engine: found }) {
      if (found === undefined) {
        engine.replaceChildren(makeElement("p", {}, "No engine has the store open."));
        return;
      }
      const rows = found.rejected.map(({ name, stage, code, message }) =>
        makeTableRow([name, ""], [stage, ""], [code, "wide"], [message, ""]),
      );
      updateChildrenInPlace(rejected.body, ...rows);
      const others =
        rows.length === 0
          ? makeElement("p", { class: "hint" }, "No other backend was refused before it.")
          : rejected.element;
      engine.replaceChildren(
        makeDefinitionList([
          ["At work", found.engine],
          ["Chosen", found.reason],
        ]),
        others,
      );
    },
    async refresh() {
      const { sessions: found } = await client.call<SessionList>("sessions");
      updateChildrenInPlace(sessions.body, ...found.map(makeSessionRow));
      sessions.element.hidden = found.length === 0;
      noSessions.hidden = found.length > 0;
    },
    addEvent(at, name, text) {
      events.body.prepend(makeTableRow([formatTime(at), ""], [name, ""], [text, ""]));
      while (events.body.rows.length > EVENTS_SHOWN) events.body.deleteRow(-1);
      events.element.hidden = false;
      noEvents.hidden = true;
    },
  };
}

function makeSessionRow({ process, host, backend, doing, liveness, since, isOwn }: SessionSummary): HTMLElement {
  return makeTableRow(
    [isOwn ? `${process}, this inspector` : process, ""],
    [host, "wide"],
    [backend, ""],
    [doing, ""],
    [since === undefined ? "" : formatTime(since), "wide"],
    [liveness, ""],
  );
}

function makeTableRow(...cells: readonly (readonly [text: string, cssClass: string])[]): HTMLElement {
  const [first, ...others] = cells;
  return makeElement(
    "tr",
    {},
    makeElement("th", { class: first?.[1] ?? "", attributes: { scope: "row" } }, first?.[0] ?? ""),
    ...others.map(([text, cssClass]) => makeElement("td", { class: cssClass }, text)),
  );
}
