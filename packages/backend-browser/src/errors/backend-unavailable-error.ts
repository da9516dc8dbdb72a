import { KeyedStoreError } from "@keyed-store/core";

/** The error that says why this backend cannot run here; selection then tries the next one. */
export function backendUnavailableError(message: string, cause?: unknown): KeyedStoreError {
  const where = { operation: "open", backend: "browser" };
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, { ...where, cause });
}
