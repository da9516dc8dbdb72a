import { EXPORT_NAMES } from "../engine/sqlite-exports.js";
import type { WasmModule } from "../engine/wasm-module.js";
import { createHeap } from "../heap/heap.js";
import { createWasmImports } from "../syscalls/create-wasm-imports.js";
import { createSyscallContext } from "../syscalls/syscall-context.js";
import { backendUnavailableError } from "./backend-unavailable-error.js";

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
 * @param backendName - the backend that is refused where it does not fit
 * @throws KEYED_STORE_BACKEND_UNAVAILABLE naming what does not fit
 */
export function assertWasmModuleFits(wasmModule: WasmModule, sqlJsVersion: string, backendName: string = "wasm"): void {
  const module = wasmModule as WebAssembly.Module; // the standard's name for it
  const imports = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  const findings = [
    ["it asks for", findMissingNames(imports, listProvidedImportNames())],
    ["it does not use", findMissingNames(ESSENTIAL, imports)],
    ["it does not offer", findMissingNames(EXPORT_NAMES, exports)],
  ] as const;
  for (const [what, names] of findings) {
    if (names.length === 0) continue;
    throw backendUnavailableError(
      `This sql.js (version ${sqlJsVersion}) does not fit: ${what} ${formatNameList(names)}. ` +
        `Install sql.js ${FITTING_VERSIONS}; of its files, dist/sql-wasm-debug.wasm is the one.`,
      undefined,
      backendName,
    );
  }
}

function listProvidedImportNames(): string[] {
  const context = createSyscallContext(createHeap(new WebAssembly.Memory({ initial: 0 })));
  return Object.entries(createWasmImports(context)).flatMap(([module, calls]) =>
    Object.keys(calls).map((name) => `${module}.${name}`),
  );
}

function findMissingNames(requiredNames: readonly string[], presentNames: readonly string[]): string[] {
  return requiredNames.filter((name) => !presentNames.includes(name));
}

function formatNameList(names: readonly string[]): string {
  return names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}
