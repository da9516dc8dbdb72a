import type { JsonValue } from "@keyed-store/core";
import { decodeHostText, encodeHostText } from "./host-text.js";
import { toJsonValue } from "./to-json-value.js";

/**
 * What a host hands over to be kept, as a JSON value that people and the command line can read. {@link decodeHostValue} gives it
 * back: text character by character, bytes, and anything else as `JSON.stringify` would keep it.
 *
 * Text that is JSON is kept as what it says; other text, and JSON that would not come back the same (long numbers, white space,
 * repeated members), as a string. Bytes and other values are marked by an object with one member, which text is never kept as.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a circle or a bigint, which JSON does not hold
 */
export function encodeHostValue(value: unknown): JsonValue {
  if (typeof value === "string") return encodeText(value);
  if (value instanceof Uint8Array) return { [BYTES]: toBuffer(value).toString("base64") };
  return { [VALUE]: toJsonValue(value) ?? null };
}

/** What {@link encodeHostValue} was given. */
export function decodeHostValue(stored: JsonValue): unknown {
  if (!isMarked(stored)) return decodeHostText(stored);
  return VALUE in stored ? stored[VALUE] : Buffer.from(stored[BYTES], "base64");
}

const BYTES = "base64";
const VALUE = "json";

/** Text that stands for what is marked would come back as that, so that it is kept as text. */
function encodeText(text: string): JsonValue {
  const value = encodeHostText(text);
  return isMarked(value) ? text : value;
}

function isMarked(value: JsonValue): value is { readonly [BYTES]: string } | { readonly [VALUE]: JsonValue } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const [[name, member] = [], ...others] = Object.entries(value);
  return others.length === 0 && (name === VALUE || (name === BYTES && typeof member === "string"));
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
