import { makeElement } from "./dom/elements.js";
import { createEntriesView } from "./entries-view.js";
import { createEntryView } from "./entry-view.js";
import { createLiveFeed } from "./live-feed.js";
import { createOwnersView, type ViewTarget } from "./owners-view.js";
import { createPacedRefresh } from "./paced-refresh.js";
import { createPageHeaderView } from "./page-header-view.js";
import type { LiveEvent, NamespaceAddress, Overview } from "./protocol.js";
import { CallError, createServerClient, type ServerClient, takeTokenFromAddressOrSession } from "./server-client.js";
import { createStoreActionsView } from "./store-actions-view.js";
import { createStoreView } from "./store-view.js";

await startInspectorPage();

async function startInspectorPage(): Promise<void> {
  try {
    const token = await takeTokenFromAddressOrSession();
    if (token !== undefined) showInspectorPage(createServerClient(token));
    else showMessagePage("Open the address that keyed-store inspect printed: it has the key to this page.");
  } catch (error) {
    showMessagePage(error instanceof CallError ? error.message : "The inspector does not answer.");
  }
}

function showMessagePage(text: string): void {
  document.body.replaceChildren(
    makeElement("main", { class: "alone" }, makeElement("h1", {}, "keyed-store inspector"), makeElement("p", {}, text)),
  );
}

function showInspectorPage(client: ServerClient): void {
  let overview: Overview | undefined;
  let place: ViewTarget = { view: "store" };
  let hasChosen = false;
  let ownerText = "";
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  const problem = makeElement("p", { class: "problem", attributes: { role: "alert" } });
  const title = makeElement("h2", { class: "title" });
  const pair = makeElement("div", { class: "pair" });
  const main = makeElement("main", { attributes: { id: "main", tabindex: "-1" } });

  const showError = (error: unknown): void => {
    problem.textContent =
      error instanceof CallError ? error.message : "Something went wrong in this page. Load it again.";
    // The head says how the store is.
    if (error instanceof CallError && error.failure.condition !== undefined) refreshSoon();
  };
  const run = (work: Promise<unknown>): void => {
    problem.textContent = "";
    void work.catch(showError);
  };

  const header = createPageHeaderView();
  const owners = createOwnersView(
    (chosen) => run(choose(chosen)),
    (text) => {
      ownerText = text;
      run(refresh());
      feed.renew();
    },
  );
  const entries = createEntriesView({
    client,
    now,
    onOpenEntry: (key) => run(openEntry(key)),
    onPageChanged: () => feed.renew(),
    onError: showError,
  });
  const entry = createEntryView({
    client,
    now,
    getOverview: () => overview,
    onEntryClosed(key) {
      entries.setOpenKey(undefined);
      if (key !== undefined) entries.focusRow(key);
    },
    onError: showError,
  });
  const store = createStoreView(client);
  const actions = createStoreActionsView({
    client,
    getKeyPrefix: () => entries.prefix(),
    onStoreChanged: () => run(refresh()),
    onError: showError,
  });
  const feed = createLiveFeed({
    client,
    getWatchRequest: () => (place.view === "entries" ? { ...entries.getWatchRequest(), ownerText } : {}),
    onEvent: takeEvent,
    onConnectionState: (text) => header.showConnection(text),
  });

  pair.append(entries.element, entry.element);
  const skip = makeElement("a", { class: "skip", attributes: { href: "#main" } }, "Skip to the entries");
  skip.addEventListener("click", (event) => {
    // The address stays as it is.
    event.preventDefault();
    main.focus();
  });
  document.body.replaceChildren(skip, header.element, makeElement("div", { class: "columns" }, owners.element, main));

  const namespacePlace = (): NamespaceAddress | undefined =>
    place.view === "entries" ? { owner: place.owner, namespace: place.namespace } : undefined;

  let reads = 0;
  async function readOverview(): Promise<void> {
    reads += 1;
    const asked = reads;
    const found = await client.call<Overview>("overview", { ownerText });
    // An answer that was overtaken tells of what was looked for before.
    if (asked === reads) showOverview(found);
  }

  function showOverview(found: Overview): void {
    overview = found;
    aheadMs = overview.now - Date.now();
    header.showOverview(overview);
    owners.showOverview(overview, place);
    store.showOverview(overview);
    actions.showOverview(overview, namespacePlace());
  }

  async function refresh(): Promise<void> {
    // Both at once, since another process may have to hand over its store for whatever is read.
    await Promise.all([readOverview(), place.view === "entries" ? entries.refresh() : store.refresh()]);
    if (!hasChosen) await chooseFirst();
  }

  async function choose(chosen: ViewTarget): Promise<void> {
    hasChosen = true;
    place = chosen;
    entry.close();
    if (place.view === "entries") await entries.choose(place);
    else await store.refresh();
    drawPlace();
    await readOverview();
    feed.renew();
  }

  function drawPlace(): void {
    title.textContent = place.view === "entries" ? `${place.ownerShown} / ${place.namespace}` : "The store";
    const part = place.view === "entries" ? pair : store.element;
    main.replaceChildren(title, problem, part, actions.element);
  }

  async function openEntry(key: string): Promise<void> {
    const found = namespacePlace();
    if (found === undefined) return;
    entries.setOpenKey(key);
    await entry.open(found, key);
    feed.renew();
  }

  const refreshSoon = createPacedRefresh(() => refresh().catch(showError));

  function takeEvent(event: LiveEvent): void {
    switch (event.type) {
      case "change":
        entries.noteChange(event.key, event.isGone);
        store.addEvent(event.at, event.isGone ? "gone" : "written", event.keyShown);
        break;
      case "shown":
        reads += 1;
        showOverview(event.document.overview);
        entries.showDocument(event.document);
        entry.showDocument(event.document);
        break;
      case "moved":
        refreshSoon();
        break;
      case "event":
        // To read again because the store was handed over would take it back, and so on with whoever does the same.
        store.addEvent(event.at, event.name, event.text);
        break;
      case "failed":
        refreshSoon();
    }
  }

  document.addEventListener("keydown", (event) => {
    const isInField = event.target instanceof Element && event.target.matches("input, textarea, select");
    if (event.key !== "/" || isInField || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    entries.focusFilter();
  });
  setInterval(() => {
    entries.tick();
    entry.tick();
  }, 1000);
  drawPlace();
  run(refresh());
  feed.renew();

  /** The first namespace is what most people come for, as soon as there is one. */
  async function chooseFirst(): Promise<void> {
    const [first] = overview?.owners ?? [];
    const [found] = first?.namespaces ?? [];
    if (first === undefined || found === undefined) return;
    const { owner, ownerShown } = first;
    await choose({ view: "entries", owner, ownerShown, namespace: found.namespace });
  }
}
