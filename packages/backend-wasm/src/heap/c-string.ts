import type { Heap } from "./heap.js";
import type { HeapAddress } from "./heap-address.js";
import { getTextCodecs } from "./text-codecs.js";

/** The zero-terminated string at an address. */
export function readCString({ bytes }: Heap, address: HeapAddress): string {
  return getTextCodecs().decoder.decode(bytes.subarray(address, bytes.indexOf(0, address)));
}
