import type { JsonValue } from "@keyed-store/core";

/** Escapes of lone surrogates, which a store refuses in strings; they are kept as the text that they are. */
const LONE_SURROGATE = /\\ud[89a-f]/;

/**
 * What is stored of a text of the host's. JSON is stored as the value that it stands for, so that people and the command
 * line can read it, but only where writing that value down again gives the same text, character by character. Any other text
 * is stored as a string: other spacing, numbers that JavaScript cannot hold, duplicate members, and JSON that is a string itself.
 */
export function toStoredValue(text: string): JsonValue {
  const value = parse(text);
  if (value === undefined || typeof value === "string") return text;
  return JSON.stringify(value) === text && !LONE_SURROGATE.test(text) ? value : text;
}

/** The text that {@link toStoredValue} was given; of a counter, its number. */
export function toText(stored: JsonValue): string {
  return typeof stored === "string" ? stored : JSON.stringify(stored);
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue; // JSON text has no other values
  } catch {
    return undefined;
  }
}
