import type { KeyedStore, StateStore } from "@keyed-store/core";

/** One of the two namespaces of a stream. */
export type StreamNamespace = "left" | "right";

/** A value whose parts belong together: half of it would not match. */
export interface StreamValue {
  readonly index: number;
  readonly text: string;
}

/** What both namespaces hold: values, and counts under keys of their own. */
export type StreamState = Readonly<Record<StreamNamespace, Map<string, StreamValue | number>>>;

/** The handles of both namespaces of a stream. */
export type StreamHandles = Readonly<Record<StreamNamespace, KeyedStore<StreamValue>>>;

/** Opens both namespaces of a stream. */
export function openStreamHandles(store: StateStore): StreamHandles {
  const open = (namespace: StreamNamespace): KeyedStore<StreamValue> =>
    store.openKeyedStore({ owner: "stream", namespace, maxEntries: 100 });
  return { left: open("left"), right: open("right") };
}

/** What both namespaces hold now. */
export async function readStreamState(store: StateStore): Promise<StreamState> {
  const { left, right } = openStreamHandles(store);
  return { left: await readEntryMap(left), right: await readEntryMap(right) };
}

async function readEntryMap(store: KeyedStore<StreamValue>): Promise<Map<string, StreamValue | number>> {
  return new Map((await store.entries()).map(({ key, value }) => [key, value]));
}
