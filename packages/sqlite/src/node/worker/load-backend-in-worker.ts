import type { LoadedBackend } from "@keyed-store/core";
import { loadBackendInThread } from "../../worker/load-backend-in-thread.js";
import type { ProviderModule } from "../modules/provider-module.js";
import { getOrStartEngineThread } from "./get-or-start-engine-thread.js";

/** Loads a backend in a worker thread. One thread serves all stores that this thread opens with it. */
export function loadBackendInWorker(providerModule: ProviderModule): Promise<LoadedBackend> {
  return loadBackendInThread(() => getOrStartEngineThread(providerModule));
}
