import { checkKey } from "../validation/check-names.js";
import type { NamespaceHandle } from "./namespace-handle.js";

/** The key of a call, valid. */
export function validateKey(handle: NamespaceHandle<unknown>, key: unknown, operation: string): string {
  checkKey(key, handle.encoding.limits, operation);
  return key;
}
