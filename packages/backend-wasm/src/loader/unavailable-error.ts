import { KeyedStoreError } from "@keyed-store/core";

/** A refusal that leads on to the next backend. */
export function unavailable(message: string, cause?: unknown): KeyedStoreError {
  const where = { operation: "open", backend: "wasm" };
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, { ...where, cause });
}
