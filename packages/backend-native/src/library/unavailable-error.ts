import { KeyedStoreError } from "@keyed-store/core";

/** A refusal that leads on to the next backend. */
export function unavailable(message: string, cause?: unknown): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, {
    operation: "open",
    backend: "native",
    cause,
  });
}
