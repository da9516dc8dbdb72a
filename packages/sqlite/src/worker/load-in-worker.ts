import type { LoadedBackend } from "@keyed-store/core";
import type { ProviderModule } from "../modules/provider-module.js";
import { inWorker } from "./as-worker-backend.js";
import type { Thread } from "./engine-thread.js";
import { threadFor } from "./get-thread.js";
import { openRemote } from "./open-remote.js";

/** Loads a backend in a worker thread. One thread serves all stores that this thread opens with it. */
export async function loadInWorker(module: ProviderModule): Promise<LoadedBackend> {
  const info = await held(module, (thread) => thread.ask({ kind: "load" }));
  return {
    info: inWorker(info),
    trial: () => held(module, (thread) => thread.ask({ kind: "trial" })),
    open: (options) => held(module, (thread) => openRemote(thread, options)),
  };
}

async function held<R>(module: ProviderModule, action: (thread: Thread) => Promise<R>): Promise<R> {
  const thread = threadFor(module);
  const release = thread.hold();
  try {
    return await action(thread);
  } finally {
    release();
  }
}
