import { mapMaybePromise } from "../../async/map-maybe-promise.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { Entry } from "../../contract/entry.js";
import { corruptEntryError } from "../../errors/corrupt-entry-error.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { decodeValue } from "../../values/decode.js";
import { validateWithSchema } from "../../values/validate-with-schema.js";
import { toEntry } from "./to-entry.js";

/**
 * The value of an entry that was read.
 *
 * @throws `KEYED_STORE_CORRUPT` it cannot be decoded, or the schema refuses it (KS-VALUE-4)
 */
export function decodeValueWithSchema<T>(
  handle: NamespaceHandle<T>,
  stored: StoredEntry,
  operationName: string,
): T | Promise<T> {
  const { owner, namespace } = handle.ref;
  const entry = { owner, namespace, key: stored.key, operation: operationName };
  let value: unknown;
  try {
    value = decodeValue(stored.json);
  } catch {
    throw corruptEntryError(entry); // without the cause, which would quote the text
  }
  if (handle.schema === undefined) return value as T; // the caller's word on what this namespace holds
  return mapMaybePromise(validateWithSchema(handle.schema, value), (validation) => {
    if ("refusal" in validation) throw corruptEntryError({ ...entry, cause: new Error(validation.refusal) });
    return validation.value;
  });
}

/** {@link decodeValueWithSchema} for the whole entry. */
export function decodeEntryWithSchema<T>(
  handle: NamespaceHandle<T>,
  stored: StoredEntry,
  operationName: string,
): Entry<T> | Promise<Entry<T>> {
  return mapMaybePromise(decodeValueWithSchema(handle, stored, operationName), (value) => toEntry(stored, value));
}
