import { KeyedStoreError } from "@keyed-store/core";

/** The error that says why this backend cannot run here; selection then tries the next one. */
export function backendUnavailableError(message: string, cause?: unknown, backend: string = "wasm"): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, { operation: "open", backend, cause });
}
