import { checkKey } from "../validation/check-names.js";
import type { Handle } from "./namespace-handle.js";

/** The key of a call, valid. */
export function keyOf(handle: Handle<unknown>, key: unknown, operation: string): string {
  checkKey(key, handle.encoding.limits, operation);
  return key;
}
