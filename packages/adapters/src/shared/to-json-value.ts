import type { JsonValue } from "@keyed-store/core";

/**
 * What `JSON.stringify` would write of a value, as a value: `toJSON` is called, members that are undefined are left out, and
 * what stands in an array in their place is null. So hosts may hold Dates and classes, and the store holds plain JSON, which
 * people and the command line can read.
 *
 * @returns undefined where `JSON.stringify` writes nothing: for undefined, a function or a symbol
 * @throws `TypeError` as `JSON.stringify` throws it, for a circle or a bigint
 */
export function toJsonValue(value: unknown): JsonValue | undefined {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : (JSON.parse(text) as JsonValue); // it was just written as JSON
}
