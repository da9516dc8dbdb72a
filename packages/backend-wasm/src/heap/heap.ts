import type { ByteCount } from "./byte-count.js";

const WASM_PAGE = 65_536;

/** The linear memory of one engine, with views of it that {@link tryGrowWasmHeapTo} keeps current. */
export interface Heap {
  bytes: Uint8Array;
  view: DataView;
  memory: WebAssembly.Memory;
}

/** The heap over a memory. */
export function createHeap(memory: WebAssembly.Memory): Heap {
  return { memory, bytes: new Uint8Array(memory.buffer), view: new DataView(memory.buffer) };
}

/** Grows the heap to `minBytes` bytes at least, with some room to spare. Returns whether the system gave it. */
export function tryGrowWasmHeapTo(heap: Heap, minTotalBytes: ByteCount): boolean {
  const now = heap.bytes.length;
  for (const target of [Math.max(minTotalBytes, now * 1.2), minTotalBytes]) {
    try {
      heap.memory.grow(Math.ceil((target - now) / WASM_PAGE));
      // Growing detaches the buffer under every view.
      heap.bytes = new Uint8Array(heap.memory.buffer);
      heap.view = new DataView(heap.memory.buffer);
      return true;
    } catch {
      // The system refused that much: less may do, and SQLite reports SQLITE_NOMEM where nothing does.
    }
  }
  return false;
}
