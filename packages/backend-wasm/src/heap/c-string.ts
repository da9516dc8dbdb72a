import { TextDecoder } from "node:util"; // for simulated browsers have none
import type { Heap } from "./heap.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The zero-terminated string at an address. */
export function readCString({ bytes }: Heap, at: number): string {
  return decoder.decode(bytes.subarray(at, bytes.indexOf(0, at)));
}
