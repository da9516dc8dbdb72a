import type { JsonValue } from "@keyed-store/core";
import { toJsonValue } from "./to-json-value.js";

/**
 * What a host hands over to be kept, as a JSON value that people and the command line can read. {@link decodeHostValue} gives it
 * back: text character by character, bytes as bytes, and anything else as `JSON.stringify` would keep it.
 *
 * Text that is JSON is kept as what it says; other text, and JSON that would not come back the same (long numbers, white space,
 * repeated members), as a string. Bytes and other values are marked by an object with one member, which text is never kept as.
 *
 * @throws `TypeError` a circle or a bigint, as `JSON.stringify` throws it
 */
export function encodeHostValue(value: unknown): JsonValue {
  if (typeof value === "string") return encodeText(value);
  if (value instanceof Uint8Array) return { [BYTES]: toBuffer(value).toString("base64") };
  return { [VALUE]: toJsonValue(value) ?? null };
}

/** What {@link encodeHostValue} was given. */
export function decodeHostValue(stored: JsonValue): unknown {
  if (typeof stored === "string") return stored;
  if (!isMarked(stored)) return JSON.stringify(stored);
  return VALUE in stored ? stored[VALUE] : Buffer.from(stored[BYTES], "base64");
}

const BYTES = "base64";
const VALUE = "json";

function encodeText(text: string): JsonValue {
  // A lone surrogate in it is escaped, and would be none of the text that a store takes.
  if (!JSON_START.test(text) || ESCAPED_SURROGATE.test(text)) return text;
  const value = parseJson(text);
  if (value === undefined || isMarked(value) || JSON.stringify(value) !== text) return text;
  return value;
}

/** How JSON begins that is no string. */
const JSON_START = /^[{[\d\-tfn]/;
const ESCAPED_SURROGATE = /\\ud[89a-f]/i;

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue; // that is what it gives
  } catch {
    return undefined;
  }
}

function isMarked(value: JsonValue): value is { readonly [BYTES]: string } | { readonly [VALUE]: JsonValue } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const [[name, member] = [], ...others] = Object.entries(value);
  return others.length === 0 && (name === VALUE || (name === BYTES && typeof member === "string"));
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
