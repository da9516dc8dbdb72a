import type { KeyedStore, StateStore } from "@keyed-store/core";
import type { Role } from "./role.js";

/** The counter of the namespace. */
export const COUNTER_KEY = "counter";

/** What only one of those who consume it can have. Its value is one that passes for nothing. */
export const PRIZE = { key: "prize", value: 0 } as const;

/** The namespace that processes count in. */
export function openSharedCounterNamespace(store: StateStore): KeyedStore<number> {
  return store.openKeyedStore<number>({ owner: "count", namespace: "shared", maxEntries: 10 });
}

/** Counts up, all at once, with its rivals, consumes as often what is there once, and reports what it was given. */
export const countRole: Role = async ({ task, store, report, awaitStart }) => {
  const counter = openSharedCounterNamespace(store);
  await awaitStart();
  const entries = await Promise.all(Array.from({ length: task.operations }, () => counter.increment(COUNTER_KEY)));
  const prizes = await Promise.all(Array.from({ length: task.operations }, () => counter.consume(PRIZE.key)));
  const won = [
    ...entries.map(({ value }) => `${value}`),
    ...prizes.flatMap((prize) => (prize === undefined ? [] : [`prize ${prize}`])),
  ];
  report({ type: "done", increments: task.operations, won });
};
