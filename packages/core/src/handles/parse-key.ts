import { assertKey } from "../validation/assert-names.js";
import type { NamespaceHandle } from "./namespace-handle.js";

/** The key of a call, valid. `argument` is what the caller calls it. */
export function parseKey(
  handle: NamespaceHandle<unknown>,
  key: unknown,
  operationName: string,
  argumentName?: string,
): string {
  assertKey(key, handle.encoding.limits, operationName, argumentName);
  return key;
}
