import { checkKey } from "../validation/check-names.js";
import type { NamespaceHandle } from "./namespace-handle.js";

/** The key of a call, valid. `argument` is what the caller calls it. */
export function validateKey(
  handle: NamespaceHandle<unknown>,
  key: unknown,
  operationName: string,
  argument?: string,
): string {
  checkKey(key, handle.encoding.limits, operationName, argument);
  return key;
}
