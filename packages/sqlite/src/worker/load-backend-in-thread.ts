import type { LoadedBackend } from "@keyed-store/core";
import type { EngineThread } from "./engine-thread.js";
import { openStoreInThread } from "./open-store-in-thread.js";
import { toAsynchronousBackendInfo } from "./to-asynchronous-backend-info.js";

/**
 * Loads a backend in a worker. One thread serves all stores that are opened with it.
 *
 * @param getThread - gives a thread that serves requests, a new one where the last has ended
 */
export async function loadBackendInThread(getThread: () => EngineThread): Promise<LoadedBackend> {
  const info = await withThreadKeptAlive(getThread, (thread) => thread.request({ kind: "load" }));
  return {
    info: toAsynchronousBackendInfo(info),
    trial: () => withThreadKeptAlive(getThread, (thread) => thread.request({ kind: "trial" })),
    open: (options) => withThreadKeptAlive(getThread, (thread) => openStoreInThread(thread, options)),
  };
}

async function withThreadKeptAlive<R>(
  getThread: () => EngineThread,
  action: (thread: EngineThread) => Promise<R>,
): Promise<R> {
  const thread = getThread();
  const release = thread.keepAlive();
  try {
    return await action(thread);
  } finally {
    release();
  }
}
