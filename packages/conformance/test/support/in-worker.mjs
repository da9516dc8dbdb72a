import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";

/**
 * A provider that loads its engine in a worker thread, whatever thread is asked for.
 *
 * @param {import("@keyed-store/core").BackendProvider} provider
 * @returns {import("@keyed-store/core").BackendProvider}
 */
export function loadedInWorker(provider) {
  const { loadInWorker } = provider;
  if (loadInWorker === undefined) throw new Error(`${provider.name} cannot be loaded in a worker thread`);
  return { ...provider, load: loadInWorker };
}

/** For other processes. */
export const nativeInWorker = () => loadedInWorker(nativeProvider());
/** For other processes. */
export const wasmInWorker = () => loadedInWorker(wasmProvider());
