import { createFileSyscalls, createWasiFileSyscalls } from "./file-syscalls.js";
import { createPathSyscalls } from "./path-syscalls.js";
import { createRuntimeSyscalls, createWasiRuntimeSyscalls } from "./runtime-syscalls.js";
import type { SyscallContext } from "./syscall-context.js";

/**
 * The whole operating system of one engine: every function that the wasm module imports, by module and name. What is
 * not in these two tables does not exist for SQLite, so nothing but the one database is within its reach.
 */
export function createWasmImports(context: SyscallContext): WebAssembly.Imports {
  return {
    env: { ...createRuntimeSyscalls(context), ...createPathSyscalls(context), ...createFileSyscalls(context) },
    wasi_snapshot_preview1: { ...createWasiRuntimeSyscalls(context), ...createWasiFileSyscalls(context) },
  };
}
