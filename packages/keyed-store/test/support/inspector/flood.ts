import type { StateStore } from "@keyed-store/core";
import { expect } from "vitest";
import type { LiveEvent, ShownDocument } from "../../../src/cli/inspector/page/protocol.js";
import { follow } from "./follow.js";
import type { Inspector } from "./start.js";

/** More than are told in a second. */
const TOO_MANY = 1_200;

/** Writes more to a new namespace at once than is told, and checks that what is shown goes on all the same. */
export async function expectShownThoughTooManyChange(store: StateStore, inspector: Inspector): Promise<void> {
  const entries = store.openKeyedStore<number>({ owner: "o", namespace: "n", maxEntries: 5_000 });
  await entries.register("first", 1);
  const next = await follow(inspector, { owner: "o", namespace: "n" });
  await next(isShownWith(({ overview }) => overview.entries === 1));
  const batch = store.owner("o").atomic();
  for (let n = 0; n < TOO_MANY; n++) batch.register(entries, `k${n}`, n);
  await batch.commit();
  await next((event) => event.type === "event" && event.name === "too many to list");
  await entries.register("last", 1);
  const toldOfLast: LiveEvent[] = [];
  const isLastShown = isShownWith(({ page }) => "rows" in page && page.rows[0]?.key === "last");
  await next((event) => {
    if (event.type === "change" && event.key === "last") toldOfLast.push(event);
    return isLastShown(event);
  });
  expect(toldOfLast).toEqual([]);
}

/** Says of an event whether it is what is shown, and fits. */
export function isShownWith(fits: (document: ShownDocument) => boolean): (event: LiveEvent) => boolean {
  return (event) => event.type === "shown" && fits(event.document);
}
