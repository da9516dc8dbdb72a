import type { KeyedStore, StateStore } from "@keyed-store/core";

/** One of the two namespaces of a stream. */
export type Place = "left" | "right";

/** A value whose parts belong together: half of it would not match. */
export interface StreamValue {
  readonly index: number;
  readonly text: string;
}

/** What both namespaces hold. */
export type StreamState = Readonly<Record<Place, Map<string, StreamValue>>>;

/** The handles of both namespaces of a stream. */
export type StreamHandles = Readonly<Record<Place, KeyedStore<StreamValue>>>;

/** Opens both namespaces of a stream. */
export function streamHandles(store: StateStore): StreamHandles {
  const open = (namespace: Place): KeyedStore<StreamValue> =>
    store.openKeyedStore({ owner: "stream", namespace, maxEntries: 100 });
  return { left: open("left"), right: open("right") };
}

/** What both namespaces hold now. */
export async function streamState(store: StateStore): Promise<StreamState> {
  const { left, right } = streamHandles(store);
  return { left: await held(left), right: await held(right) };
}

async function held(handle: KeyedStore<StreamValue>): Promise<Map<string, StreamValue>> {
  return new Map((await handle.entries()).map(({ key, value }) => [key, value]));
}
