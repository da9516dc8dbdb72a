import type { KeyedStore } from "@keyed-store/core";
import type { Role } from "./role.js";

/** The counter of the namespace. */
export const COUNTER_KEY = "counter";

/** The namespace that processes count in. */
export function openCounterNamespace(store: Parameters<Role>[0]["store"]): KeyedStore<number> {
  return store.openKeyedStore<number>({ owner: "count", namespace: "shared", maxEntries: 10 });
}

/** Counts up, all at once, with its rivals, and reports the sums that it was given. */
export const countRole: Role = async ({ task, store, report, awaitStart }) => {
  const counter = openCounterNamespace(store);
  await awaitStart();
  const entries = await Promise.all(Array.from({ length: task.operations }, () => counter.increment(COUNTER_KEY)));
  report({ type: "done", increments: task.operations, won: entries.map(({ value }) => `${value}`) });
};
