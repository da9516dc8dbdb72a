import type { JsonText } from "../backend/stored-entry.js";
import type { JsonValue } from "../contract/values/json-value.js";

/**
 * The value of stored text.
 *
 * @throws SyntaxError the text is not JSON. Its message quotes the text: answer with {@link corruptEntryError}, and keep it nowhere
 */
export function decodeValue(json: JsonText): JsonValue {
  return JSON.parse(json) as JsonValue; // JSON text has no other values
}

/** Whether what a row holds can be decoded; in a file that was tampered with it may be anything (KS-VALUE-4). */
export function isParsableJsonText(stored: unknown): stored is string {
  if (typeof stored !== "string") return false;
  try {
    JSON.parse(stored);
    return true;
  } catch {
    return false;
  }
}
