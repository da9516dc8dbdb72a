import type { Heap } from "./heap.js";

const encoder = new TextEncoder();
// Without ignoreBOM a text that begins with U+FEFF would come back without it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// Below this length a loop over characters beats the call into the runtime; measured, not guessed.
const SHORT = 48;

/** Writes a string as UTF-8 and returns its size. There must be room for three bytes per UTF-16 unit. */
export function writeText({ bytes }: Heap, at: number, text: string): number {
  const { length } = text;
  if (length <= SHORT) {
    let index = 0;
    for (; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) break;
      bytes[at + index] = unit;
    }
    if (index === length) return length;
  }
  return encoder.encodeInto(text, bytes.subarray(at, at + 3 * length)).written;
}

/** The string whose UTF-8 takes `size` bytes from `at` on. */
export function readText({ bytes }: Heap, at: number, size: number): string {
  if (size <= SHORT) {
    let text = "";
    let index = at;
    const end = at + size;
    for (; index < end; index++) {
      const byte = bytes[index] ?? 0;
      if (byte > 0x7f) break;
      text += String.fromCharCode(byte);
    }
    if (index === end) return text;
  }
  return decoder.decode(bytes.subarray(at, at + size));
}
