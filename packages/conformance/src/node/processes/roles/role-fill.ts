import { exit } from "node:process";
import type { KeyedStore, StateStore } from "@keyed-store/core";
import type { Role } from "./role.js";

/** With which code a filler ends. */
export const FILL_EXIT_CODE = 7;

/** Where a filler writes. */
export function openFillerNamespace(store: StateStore): KeyedStore<string> {
  return store.openKeyedStore<string>({ owner: "fill", namespace: "rows", maxEntries: 1_000 });
}

/** What a filler writes as its entry of this number: two pages of SQLite, so that a few hundred fill a log. */
export function createFillerValue(index: number): string {
  return `${index} `.padEnd(8_000, "x");
}

/** Writes as many entries as it has operations, each acknowledged before the next, and exits without closing. */
export const fillRole: Role = async ({ task, store, report }) => {
  const rows = openFillerNamespace(store);
  for (let index = 0; index < task.operations; index++) {
    await rows.register(`${index}`, createFillerValue(index));
    report({ type: "acknowledged", index });
  }
  exit(FILL_EXIT_CODE);
};
