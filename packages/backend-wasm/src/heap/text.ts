import type { ByteCount } from "./byte-count.js";
import type { Heap } from "./heap.js";
import type { HeapAddress } from "./heap-address.js";
import { getTextCodecs } from "./text-codecs.js";

// Up to this length a loop over ASCII takes less time than the call into the runtime. On the way out it never does.
const SHORT = 32;

/** Writes a string as UTF-8 and returns its size. There must be room for three bytes per UTF-16 unit. */
export function writeUtf8({ bytes }: Heap, address: HeapAddress, text: string): ByteCount {
  const { length } = text;
  if (length <= SHORT) {
    let index = 0;
    for (; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) break;
      bytes[address + index] = unit;
    }
    if (index === length) return length;
  }
  return getTextCodecs().encoder.encodeInto(text, bytes.subarray(address, address + 3 * length)).written;
}

/** The string whose UTF-8 takes `byteLength` bytes from `address` on. */
export function readUtf8({ bytes }: Heap, address: HeapAddress, byteLength: ByteCount): string {
  return getTextCodecs().decoder.decode(bytes.subarray(address, address + byteLength));
}
