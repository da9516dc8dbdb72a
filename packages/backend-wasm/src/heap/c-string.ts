import { TextDecoder } from "node:util"; // for simulated browsers have none
import type { Heap } from "./heap.js";
import type { HeapAddress } from "./heap-address.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The zero-terminated string at an address. */
export function readCString({ bytes }: Heap, address: HeapAddress): string {
  return decoder.decode(bytes.subarray(address, bytes.indexOf(0, address)));
}
