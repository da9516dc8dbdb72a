import type { JsonValue } from "@keyed-store/core";

/**
 * What is stored of a text of the host's. JSON is stored as the value that it stands for, so that people and the command
 * line can read it, but only where writing that value down again gives the same text, character by character. Any other text
 * is stored as a string: other spacing, numbers that JavaScript cannot hold, repeated members, JSON that is a string itself,
 * and what no store takes as a value.
 */
export function encodeHostText(text: string): JsonValue {
  const value = UNSTORABLE.test(text) ? undefined : parse(text);
  if (value === undefined || typeof value === "string" || isTooDeep(value, MAX_DEPTH)) return text;
  return JSON.stringify(value) === text ? value : text;
}

/** The text that {@link encodeHostText} was given; of a counter, its number. */
export function decodeHostText(stored: JsonValue): string {
  return typeof stored === "string" ? stored : JSON.stringify(stored);
}

/** Escapes of half a character, and members that would take part in how JSON is written (KS-VALUE-1). */
const UNSTORABLE = /\\ud[89a-f]|"toJSON":/i;

/** How deep a value may be by default (KS-VALUE-3). */
const MAX_DEPTH = 64;

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue; // JSON text has no other values
  } catch {
    return undefined;
  }
}

function isTooDeep(value: JsonValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member: JsonValue) => isTooDeep(member, levels - 1));
}
