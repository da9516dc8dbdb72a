import { make, makeButton, makeInput } from "./dom.js";
import { showCount, showNumber } from "./format.js";
import type { Overview, OwnerSummary } from "./protocol.js";
import { redraw } from "./redraw.js";

/** What the main part of the page shows. */
export type Place =
  | { readonly view: "store" }
  | { readonly view: "entries"; readonly owner: string; readonly ownerShown: string; readonly namespace: string };

/** The list of owners and namespaces. */
export interface OwnersView {
  readonly element: HTMLElement;
  showOverview(overview: Overview, place: Place): void;
}

/** Makes the list, from which `onChoose` is told what is to be shown. */
export function createOwnersView(onChoose: (place: Place) => void, onSearch: (text: string) => void): OwnersView {
  const search = makeInput("Owners with", { type: "search" }, onSearch);
  const list = make("div");
  const element = make("nav", { attributes: { "aria-label": "Owners and namespaces" } }, search.element, list);
  return {
    element,
    showOverview({ owners, ownersFound, quota }, place) {
      const store = makePlaceButton("Sessions, engine, events", place.view === "store", "store", () =>
        onChoose({ view: "store" }),
      );
      const hidden = ownersFound - owners.length;
      const more =
        hidden > 0
          ? [
              make(
                "p",
                { class: "hint" },
                `${showCount(hidden, "owner", "owners")} more: write a part of the name above.`,
              ),
            ]
          : [];
      const none = owners.length === 0 ? [make("p", { class: "hint" }, "No owner to show.")] : [];
      redraw(list, store, ...owners.map((owner) => drawOwner(owner, quota, place, onChoose)), ...none, ...more);
    },
  };
}

function drawOwner(
  { owner, ownerShown, entries, namespaces }: OwnerSummary,
  quota: number | undefined,
  place: Place,
  onChoose: (place: Place) => void,
): HTMLElement {
  const items = namespaces.map(({ namespace, entries: count }) => {
    const isCurrent = place.view === "entries" && place.owner === owner && place.namespace === namespace;
    const choose = (): void => onChoose({ view: "entries", owner, ownerShown, namespace });
    const button = makePlaceButton(namespace, isCurrent, `${owner} ${namespace}`, choose);
    button.append(" ", make("span", { class: "count" }, showNumber(count)));
    return make("li", { attributes: { "data-name": namespace } }, button);
  });
  return make(
    "section",
    { attributes: { "data-name": `owner ${owner}` } },
    make("h2", {}, ownerShown),
    ...drawQuota(entries, quota, ownerShown),
    make("ul", {}, ...items),
  );
}

/** How full an owner is. What a program allows is not in the store, so only who was told can say. */
function drawQuota(entries: number, quota: number | undefined, ownerShown: string): HTMLElement[] {
  if (quota === undefined) return [];
  const words = `${showNumber(entries)} of ${showNumber(quota)}, ${Math.floor((entries / quota) * 100)} % full`;
  const attributes = {
    min: "0",
    max: String(quota),
    high: String(quota * 0.9),
    value: String(entries),
    "aria-label": `How full ${ownerShown} is`,
  };
  return [make("p", { class: "quota" }, make("meter", { attributes }), words)];
}

function makePlaceButton(text: string, isCurrent: boolean, name: string, onClick: () => void): HTMLButtonElement {
  return makeButton(text, onClick, {
    class: "place",
    "data-name": name,
    ...(isCurrent ? { "aria-current": "page" } : {}),
  });
}
