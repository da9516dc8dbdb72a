import type { Backend, BackendOpenOptions } from "@keyed-store/core";
import type { Thread } from "./engine-thread.js";
import { type Remote, remoteBackend } from "./remote-store.js";

/** What each thread has open, by the number of the store. */
const remotes: WeakMap<Thread, Map<number, Remote>> = new WeakMap();

/** Opens a store in a worker thread, or joins one that is open there. */
export async function openRemote(thread: Thread, { onEvent, ...options }: BackendOpenOptions): Promise<Backend> {
  const opening = thread.listen(onEvent);
  try {
    const answer = await thread.ask({ kind: "open", opening, options });
    const open = remotes.get(thread) ?? new Map<number, Remote>();
    remotes.set(thread, open);
    const remote = open.get(answer.store) ?? remoteBackend(thread, answer, () => open.delete(answer.store));
    open.set(answer.store, remote);
    remote.join(opening);
    return remote.backend;
  } catch (error) {
    thread.unlisten(opening);
    throw error;
  }
}
