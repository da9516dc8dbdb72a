import { TextDecoder, TextEncoder } from "node:util"; // for simulated browsers have none
import type { Heap } from "./heap.js";

const encoder = new TextEncoder();
// Without ignoreBOM a text that begins with U+FEFF would come back without it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// Up to this length a loop over ASCII takes less time than the call into the runtime. On the way out it never does.
const SHORT = 32;

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
  return decoder.decode(bytes.subarray(at, at + size));
}
