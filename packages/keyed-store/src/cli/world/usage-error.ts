import { KeyedStoreError } from "@keyed-store/core";

/** The caller's mistake, told with the way out. */
export function usageError(message: string, cause?: unknown): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_INVALID_INPUT", message, { operation: "command-line", cause });
}
