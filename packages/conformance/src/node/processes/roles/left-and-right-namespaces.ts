import type { KeyedStore, StateStore } from "@keyed-store/core";

/** One of the two namespaces of a stream. */
export type LeftOrRight = "left" | "right";

/** A value whose parts belong together: half of it would not match. */
export interface StreamValue {
  readonly index: number;
  readonly text: string;
}

/** What both namespaces hold: values, and counts under keys of their own. */
export type LeftAndRightEntries = Readonly<Record<LeftOrRight, Map<string, StreamValue | number>>>;

/** The handles of both namespaces of a stream. */
export type LeftAndRightNamespaces = Readonly<Record<LeftOrRight, KeyedStore<StreamValue>>>;

/** Opens both namespaces of a stream. */
export function openLeftAndRightNamespaces(store: StateStore): LeftAndRightNamespaces {
  const open = (namespace: LeftOrRight): KeyedStore<StreamValue> =>
    store.openKeyedStore({ owner: "stream", namespace, maxEntries: 100 });
  return { left: open("left"), right: open("right") };
}

/** What both namespaces hold now. */
export async function readLeftAndRightEntries(store: StateStore): Promise<LeftAndRightEntries> {
  const { left, right } = openLeftAndRightNamespaces(store);
  return { left: await readEntryMap(left), right: await readEntryMap(right) };
}

async function readEntryMap(store: KeyedStore<StreamValue>): Promise<Map<string, StreamValue | number>> {
  return new Map((await store.entries()).map(({ key, value }) => [key, value]));
}
