/** A compiled WebAssembly module: what the standard calls `WebAssembly.Module`, a type that not every program has. */
export type WasmModule = object;
