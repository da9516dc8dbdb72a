import { quoteNameForMessage } from "../text/quote-name-for-message.js";
import { KeyedStoreError } from "./keyed-store-error.js";

/** Where an entry is that cannot be given. */
export interface CorruptEntryDetails {
  readonly owner: string;
  readonly namespace: string;
  readonly key: string;
  /** Absent below the door, where it is not known. */
  readonly operation?: string;
  /** Why, where something other than its text is at fault. It must not contain the value. */
  readonly cause?: unknown;
}

/** The `KEYED_STORE_CORRUPT` of an entry whose value cannot be given (KS-VALUE-4). */
export function corruptEntryError({ owner, namespace, key, operation, cause }: CorruptEntryDetails): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_CORRUPT",
    `The stored value of key ${quoteNameForMessage(key)} cannot be decoded. The entry was left as it is, and no other key is affected: ` +
      "replace it with register, or remove it with delete.",
    { operation, owner, namespace, cause },
  );
}
