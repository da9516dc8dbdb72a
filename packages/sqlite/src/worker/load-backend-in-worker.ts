import type { LoadedBackend } from "@keyed-store/core";
import type { ProviderModule } from "../modules/provider-module.js";
import type { EngineThread } from "./engine-thread.js";
import { getOrStartEngineThread } from "./get-or-start-engine-thread.js";
import { openStoreInThread } from "./open-store-in-thread.js";
import { toAsynchronousBackendInfo } from "./to-asynchronous-backend-info.js";

/** Loads a backend in a worker thread. One thread serves all stores that this thread opens with it. */
export async function loadBackendInWorker(providerModule: ProviderModule): Promise<LoadedBackend> {
  const info = await withThreadKeptAlive(providerModule, (thread) => thread.request({ kind: "load" }));
  return {
    info: toAsynchronousBackendInfo(info),
    trial: () => withThreadKeptAlive(providerModule, (thread) => thread.request({ kind: "trial" })),
    open: (options) => withThreadKeptAlive(providerModule, (thread) => openStoreInThread(thread, options)),
  };
}

async function withThreadKeptAlive<R>(
  providerModule: ProviderModule,
  action: (thread: EngineThread) => Promise<R>,
): Promise<R> {
  const thread = getOrStartEngineThread(providerModule);
  const release = thread.keepAlive();
  try {
    return await action(thread);
  } finally {
    release();
  }
}
