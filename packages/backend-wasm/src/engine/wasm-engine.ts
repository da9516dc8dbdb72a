import { createHeap } from "../heap/heap.js";
import { createWasmImports } from "../syscalls/create-wasm-imports.js";
import { createSyscallContext, type SyscallContext } from "../syscalls/syscall-context.js";
import type { RuntimeExports, SqliteExports } from "./sqlite-exports.js";
import type { WasmModule } from "./wasm-module.js";

/** One instance of SQLite with a heap of its own: what goes wrong in it touches no other. */
export interface WasmEngine {
  readonly sqlite: SqliteExports;
  readonly context: SyscallContext;
}

/** Instantiates a module that `assertWasmModuleFits` has passed. */
export function createWasmEngine(module: WasmModule): WasmEngine {
  const context = createSyscallContext(createHeap(new WebAssembly.Memory({ initial: 0 })));
  const instance = new WebAssembly.Instance(module as WebAssembly.Module, createWasmImports(context)); // it has passed
  // The names were checked; their signatures are C's and cannot be asked for.
  const exports = instance.exports as unknown as RuntimeExports & SqliteExports;
  context.heap = createHeap(exports.memory);
  exports.emscripten_stack_init();
  exports.__set_stack_limits(exports.emscripten_stack_get_base(), exports.emscripten_stack_get_end());
  exports.__wasm_call_ctors();
  return { sqlite: exports, context };
}
