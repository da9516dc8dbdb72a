import { KeyedStoreError } from "@keyed-store/core";
import { heapOf } from "./heap.js";
import { createHost } from "./host.js";
import { EXPORT_NAMES } from "./sqlite-exports.js";
import { syscallHost } from "./syscall-host.js";

/** The versions of sql.js whose debug build fits, each tried by hand; the test suite proves the installed one. */
export const FITTING_VERSIONS = "1.13.0 to 1.16.0";

// Without one of these, a build would keep data elsewhere, or not bring it to the disk.
const ESSENTIAL = [
  "env.__syscall_openat",
  "env.__syscall_fstat64",
  "env.__syscall_stat64",
  "env.__syscall_lstat64",
  "env.__syscall_ftruncate64",
  "env.__syscall_fcntl64",
  "env.__syscall_unlinkat",
  "wasi_snapshot_preview1.fd_read",
  "wasi_snapshot_preview1.fd_write",
  "wasi_snapshot_preview1.fd_seek",
  "wasi_snapshot_preview1.fd_sync",
  "wasi_snapshot_preview1.fd_close",
];

/**
 * Compares a module with what this package offers and calls, name by name.
 *
 * @throws KEYED_STORE_BACKEND_UNAVAILABLE naming what does not fit
 */
export function checkModule(module: WebAssembly.Module): void {
  const imports = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
  const offered = new Set(offeredNames());
  refuse(
    "it asks for",
    imports.filter((name) => !offered.has(name)),
  );
  refuse(
    "it does not use",
    ESSENTIAL.filter((name) => !imports.includes(name)),
  );
  const exports = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  refuse(
    "it does not offer",
    EXPORT_NAMES.filter((name) => !exports.has(name)),
  );
}

function offeredNames(): string[] {
  const host = createHost(heapOf(new WebAssembly.Memory({ initial: 0 })));
  return Object.entries(syscallHost(host)).flatMap(([module, calls]) =>
    Object.keys(calls).map((name) => `${module}.${name}`),
  );
}

function refuse(what: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const listed = names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
  throw new KeyedStoreError(
    "KEYED_STORE_BACKEND_UNAVAILABLE",
    `This build of sql.js does not fit: ${what} ${listed}. Install sql.js ${FITTING_VERSIONS}; of its files, dist/sql-wasm-debug.wasm is the one.`,
    { operation: "open", backend: "wasm" },
  );
}
