import { fileCalls, wasiFileCalls } from "./file-syscalls.js";
import { pathCalls } from "./path-syscalls.js";
import { systemCalls, wasiSystemCalls } from "./runtime-syscalls.js";
import type { Host } from "./syscall-context.js";

/**
 * The whole operating system of one engine: every function that the wasm module imports, by module and name. What is
 * not in these two tables does not exist for SQLite, so nothing but the mounted database is within its reach.
 */
export function syscallHost(host: Host): WebAssembly.Imports {
  return {
    env: { ...systemCalls(host), ...pathCalls(host), ...fileCalls(host) },
    wasi_snapshot_preview1: { ...wasiSystemCalls(host), ...wasiFileCalls(host) },
  };
}
