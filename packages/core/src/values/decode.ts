import type { JsonValue } from "../contract/json-value.js";
import { quoteName } from "../errors/input-errors.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";

/**
 * The value of stored text.
 *
 * @throws SyntaxError the text is not JSON. Its message quotes the text: answer with {@link corruptEntry}, and keep it nowhere
 */
export function decodeValue(json: string): JsonValue {
  return JSON.parse(json) as JsonValue; // JSON text has no other values
}

/** Whether what a row holds can be decoded; in a file that was tampered with it may be anything (KS-VALUE-4). */
export function isSound(json: unknown): json is string {
  if (typeof json !== "string") return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

/** Where an entry is that cannot be given. */
export interface CorruptPlace {
  readonly owner: string;
  readonly namespace: string;
  readonly key: string;
  /** Absent below the door, where it is not known. */
  readonly operation?: string;
  /** Why, where something other than its text is at fault. It must not contain the value. */
  readonly cause?: unknown;
}

/** The `KEYED_STORE_CORRUPT` of an entry whose value cannot be given (KS-VALUE-4). */
export function corruptEntry({ owner, namespace, key, operation, cause }: CorruptPlace): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_CORRUPT",
    `The stored value of key ${quoteName(key)} cannot be decoded. The entry was left as it is, and no other key is affected: ` +
      "replace it with register, or remove it with delete.",
    { operation, owner, namespace, cause },
  );
}
