import type { JsonText } from "../backend/stored-entry.js";
import { findLoneSurrogateIndex } from "./utf8.js";

/** A string as JSON text; `undefined` if it is not well-formed, as no UTF-8 could give it back. */
export function toJsonStringLiteralUnlessIllFormed(text: string): JsonText | undefined {
  if (needsNoJsonEscapes(text)) return `"${text}"`;
  const json = JSON.stringify(text);
  // A lone surrogate is escaped, so that only what looks like one needs the slower search.
  return json.includes("\\ud") && findLoneSurrogateIndex(text) !== -1 ? undefined : json;
}

/** Whether `text` needs no escaping and has no surrogates. A loop beats the pattern only where there is little to look at. */
function needsNoJsonEscapes(text: string): boolean {
  if (text.length > 8) return UNESCAPED.test(text);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === QUOTE || unit === BACKSLASH || unit >= FIRST_SURROGATE) return false;
  }
  return true;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_SURROGATE = 0xd800;
const UNESCAPED = /^[ !#-[\]-\ud7ff]*$/;
