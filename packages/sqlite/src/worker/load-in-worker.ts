import type { LoadedBackend } from "@keyed-store/core";
import type { ProviderModule } from "../modules/provider-module.js";
import { asWorkerBackend } from "./as-worker-backend.js";
import type { EngineThread } from "./engine-thread.js";
import { getThread } from "./get-thread.js";
import { openRemoteStore } from "./open-remote-store.js";

/** Loads a backend in a worker thread. One thread serves all stores that this thread opens with it. */
export async function loadInWorker(module: ProviderModule): Promise<LoadedBackend> {
  const info = await whileHolding(module, (thread) => thread.request({ kind: "load" }));
  return {
    info: asWorkerBackend(info),
    trial: () => whileHolding(module, (thread) => thread.request({ kind: "trial" })),
    open: (options) => whileHolding(module, (thread) => openRemoteStore(thread, options)),
  };
}

async function whileHolding<R>(module: ProviderModule, action: (thread: EngineThread) => Promise<R>): Promise<R> {
  const thread = getThread(module);
  const release = thread.hold();
  try {
    return await action(thread);
  } finally {
    release();
  }
}
