import { KeyedStoreError } from "./keyed-store-error.js";

/** The caller's mistake: `message` names the argument, what was given and what is allowed (KS-ERR-3). */
export function invalidInputError(operationName: string, message: string, cause?: unknown): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_INVALID_INPUT", message, { operation: operationName, cause });
}

/** A size, depth or cap: `message` names what was reached and what is allowed. */
export function limitExceededError(
  operationName: string,
  message: string,
  scope: { readonly owner?: string; readonly namespace?: string } = {},
): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_LIMIT_EXCEEDED", message, { operation: operationName, ...scope });
}
