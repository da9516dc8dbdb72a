import type { Backend, BackendOpenOptions } from "@keyed-store/core";
import type { EngineThread } from "./engine-thread.js";
import { createThreadStoreProxy, type ThreadStoreProxy } from "./thread-store-proxy.js";

/** What each thread has open, by the number of the store. */
const proxies: WeakMap<EngineThread, Map<number, ThreadStoreProxy>> = new WeakMap();

/** Opens a store in a worker thread, or joins one that is open there. */
export async function openStoreInThread(
  thread: EngineThread,
  { onEvent, ...options }: BackendOpenOptions,
): Promise<Backend> {
  const opening = thread.addOpeningListener(onEvent);
  try {
    const answer = await thread.request({ kind: "open", opening, options });
    const open = proxies.get(thread) ?? new Map<number, ThreadStoreProxy>();
    proxies.set(thread, open);
    const proxy = open.get(answer.store) ?? createThreadStoreProxy(thread, answer, () => open.delete(answer.store));
    open.set(answer.store, proxy);
    proxy.addOpening(opening);
    return proxy.backend;
  } catch (error) {
    thread.removeOpeningListener(opening);
    throw error;
  }
}
