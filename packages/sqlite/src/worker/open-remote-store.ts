import type { Backend, BackendOpenOptions } from "@keyed-store/core";
import type { EngineThread } from "./engine-thread.js";
import { createRemoteStore, type RemoteStore } from "./remote-store.js";

/** What each thread has open, by the number of the store. */
const remotes: WeakMap<EngineThread, Map<number, RemoteStore>> = new WeakMap();

/** Opens a store in a worker thread, or joins one that is open there. */
export async function openRemoteStore(
  thread: EngineThread,
  { onEvent, ...options }: BackendOpenOptions,
): Promise<Backend> {
  const opening = thread.addOpeningListener(onEvent);
  try {
    const answer = await thread.request({ kind: "open", opening, options });
    const open = remotes.get(thread) ?? new Map<number, RemoteStore>();
    remotes.set(thread, open);
    const remote = open.get(answer.store) ?? createRemoteStore(thread, answer, () => open.delete(answer.store));
    open.set(answer.store, remote);
    remote.addOpening(opening);
    return remote.backend;
  } catch (error) {
    thread.removeOpeningListener(opening);
    throw error;
  }
}
