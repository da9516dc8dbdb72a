import { makeButton, makeElement, makeLabelledInput } from "./dom/elements.js";
import { updateChildrenInPlace } from "./dom/update-children-in-place.js";
import { formatCount, formatNumber } from "./format.js";
import type { Overview, OwnerSummary } from "./protocol.js";

/** What the main part of the page shows. */
export type ViewTarget =
  | { readonly view: "store" }
  | { readonly view: "entries"; readonly owner: string; readonly ownerShown: string; readonly namespace: string };

/** The list of owners and namespaces. */
export interface OwnersView {
  readonly element: HTMLElement;
  showOverview(overview: Overview, currentView: ViewTarget): void;
}

/** Makes the list, from which `onViewChosen` is told what is to be shown. */
export function createOwnersView(
  onViewChosen: (view: ViewTarget) => void,
  onOwnerSearch: (text: string) => void,
): OwnersView {
  const search = makeLabelledInput("Owners with", { type: "search" }, onOwnerSearch);
  const list = makeElement("div");
  const element = makeElement("nav", { attributes: { "aria-label": "Owners and namespaces" } }, search.element, list);
  return {
    element,
    showOverview({ owners, ownersFound, quota }, currentView) {
      const store = makeViewButton("Sessions, engine, events", currentView.view === "store", "store", () =>
        onViewChosen({ view: "store" }),
      );
      const hidden = ownersFound - owners.length;
      const more =
        hidden > 0
          ? [
              makeElement(
                "p",
                { class: "hint" },
                `${formatCount(hidden, "owner", "owners")} more: write a part of the name above.`,
              ),
            ]
          : [];
      const none = owners.length === 0 ? [makeElement("p", { class: "hint" }, "No owner to show.")] : [];
      updateChildrenInPlace(
        list,
        store,
        ...owners.map((owner) => makeOwnerSection(owner, quota, currentView, onViewChosen)),
        ...none,
        ...more,
      );
    },
  };
}

function makeOwnerSection(
  { owner, ownerShown, entries, namespaces }: OwnerSummary,
  quota: number | undefined,
  currentView: ViewTarget,
  onViewChosen: (view: ViewTarget) => void,
): HTMLElement {
  const items = namespaces.map(({ namespace, entries: count }) => {
    const isCurrent =
      currentView.view === "entries" && currentView.owner === owner && currentView.namespace === namespace;
    const choose = (): void => onViewChosen({ view: "entries", owner, ownerShown, namespace });
    const button = makeViewButton(namespace, isCurrent, `${owner} ${namespace}`, choose);
    button.append(" ", makeElement("span", { class: "count" }, formatNumber(count)));
    return makeElement("li", { attributes: { "data-name": namespace } }, button);
  });
  return makeElement(
    "section",
    { attributes: { "data-name": `owner ${owner}` } },
    makeElement("h2", {}, ownerShown),
    ...makeQuotaMeter(entries, quota, ownerShown),
    makeElement("ul", {}, ...items),
  );
}

/** How full an owner is. What a program allows is not in the store, so only who was told can say. */
function makeQuotaMeter(entries: number, quota: number | undefined, ownerShown: string): HTMLElement[] {
  if (quota === undefined) return [];
  const words = `${formatNumber(entries)} of ${formatNumber(quota)}, ${Math.floor((entries / quota) * 100)} % full`;
  const attributes = {
    min: "0",
    max: String(quota),
    high: String(quota * 0.9),
    value: String(entries),
    "aria-label": `How full ${ownerShown} is`,
  };
  return [makeElement("p", { class: "quota" }, makeElement("meter", { attributes }), words)];
}

function makeViewButton(text: string, isCurrent: boolean, name: string, onClick: () => void): HTMLButtonElement {
  return makeButton(text, onClick, {
    class: "place",
    "data-name": name,
    ...(isCurrent ? { "aria-current": "page" } : {}),
  });
}
