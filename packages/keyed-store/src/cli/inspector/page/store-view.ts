import { make, makeFacts, makeTable } from "./dom.js";
import { showTime } from "./format.js";
import type { Overview, SessionSummary } from "./protocol.js";
import { redraw } from "./redraw.js";
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
  const sessions = makeTable("Processes that have the store open or wait for it", [
    ["Process", ""],
    ["Host", "wide"],
    ["Backend", ""],
    ["Does", ""],
    ["Since", "wide"],
    ["State", ""],
  ]);
  const rejected = makeTable("Backends that were not taken", [
    ["Backend", ""],
    ["Refused at", ""],
    ["Code", "wide"],
    ["Why", ""],
  ]);
  const events = makeTable("Events since this page was opened, latest first", [
    ["Time", ""],
    ["Event", ""],
    ["What", ""],
  ]);
  const engine = make("div");
  const noEvents = make("p", { class: "hint" }, "Nothing has happened since this page was opened.");
  const noSessions = make("p", { class: "hint" }, "Nobody has the store open.");
  const element = make(
    "div",
    { class: "store" },
    make("h2", {}, "Sessions"),
    sessions.element,
    noSessions,
    make("h2", {}, "Engine"),
    engine,
    make("h2", {}, "Events"),
    noEvents,
    events.element,
  );
  events.element.hidden = true;

  return {
    element,
    showOverview({ engine: found }) {
      if (found === undefined) {
        engine.replaceChildren(make("p", {}, "No engine has the store open."));
        return;
      }
      const rows = found.rejected.map(({ name, stage, code, message }) =>
        drawCells([name, ""], [stage, ""], [code, "wide"], [message, ""]),
      );
      redraw(rejected.body, ...rows);
      const others =
        rows.length === 0 ? make("p", { class: "hint" }, "No other backend was refused before it.") : rejected.element;
      engine.replaceChildren(
        makeFacts([
          ["At work", found.engine],
          ["Chosen", found.reason],
        ]),
        others,
      );
    },
    async refresh() {
      const { sessions: found } = await client.call<{ readonly sessions: readonly SessionSummary[] }>("sessions");
      redraw(sessions.body, ...found.map(drawSession));
      sessions.element.hidden = found.length === 0;
      noSessions.hidden = found.length > 0;
    },
    addEvent(at, name, text) {
      events.body.prepend(drawCells([showTime(at), ""], [name, ""], [text, ""]));
      while (events.body.rows.length > EVENTS_SHOWN) events.body.deleteRow(-1);
      events.element.hidden = false;
      noEvents.hidden = true;
    },
  };
}

function drawSession({ process, host, backend, doing, liveness, since, isOwn }: SessionSummary): HTMLElement {
  return drawCells(
    [isOwn ? `${process}, this inspector` : process, ""],
    [host, "wide"],
    [backend, ""],
    [doing, ""],
    [since === undefined ? "" : showTime(since), "wide"],
    [liveness, ""],
  );
}

function drawCells(...cells: readonly (readonly [text: string, cssClass: string])[]): HTMLElement {
  const [first, ...others] = cells;
  return make(
    "tr",
    {},
    make("th", { class: first?.[1] ?? "", attributes: { scope: "row" } }, first?.[0] ?? ""),
    ...others.map(([text, cssClass]) => make("td", { class: cssClass }, text)),
  );
}
