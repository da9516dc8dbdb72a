import { invalidInputError, type JsonValue } from "@keyed-store/core";

/**
 * What `JSON.stringify` would write of a value, as a value: `toJSON` is called, members that are undefined are left out, and
 * what stands in an array in their place is null. So hosts may hold Dates and classes, and the store holds plain JSON, which
 * people and the command line can read.
 *
 * @returns undefined where `JSON.stringify` writes nothing: for undefined, a function or a symbol
 * @throws `KEYED_STORE_INVALID_INPUT` a circle or a bigint, which JSON does not hold
 */
export function toJsonValue(value: unknown): JsonValue | undefined {
  const text = writeJson(value);
  return text === undefined ? undefined : (JSON.parse(text) as JsonValue); // it was just written as JSON
}

function writeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Its message may name members of the value.
    throw invalidInputError("register", "The value cannot be written as JSON: it holds a circle or a bigint.");
  }
}
