import { fsyncSync } from "node:fs";
import type { BackendProvider } from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { createDriver } from "./driver.js";
import { checkOptions } from "./loader/check-options.js";
import { loadModule } from "./loader/load-module.js";
import { unavailable } from "./loader/unavailable-error.js";

/** Options of {@link wasmProvider}. */
export interface WasmProviderOptions {
  /**
   * The engine, for bundles in which the installed `sql.js` cannot be found at run time: the bytes of its
   * `dist/sql-wasm-debug.wasm`, or a `file:`, `data:`, `http:` or `https:` URL of it. Default: the installed one.
   */
  readonly wasm?: Uint8Array | URL;
}

/**
 * The backend `wasm`: SQLite as compiled for sql.js, on real files, with no native code. It runs wherever Node runs.
 * The engine is compiled once in the life of a process.
 *
 * @example
 * ```ts
 * const store = await openStateStore({ directory: "./state", providers: [wasmProvider()] });
 * ```
 *
 * @throws `KEYED_STORE_INVALID_INPUT` an option is unknown or of the wrong type
 */
export function wasmProvider(options: WasmProviderOptions = {}): BackendProvider {
  const { wasm } = checkOptions(options);
  return sqliteProvider({
    name: "wasm",
    check: checkHost,
    async load() {
      const { module, version } = await loadModule(wasm);
      return createDriver({ module, engineVersion: version });
    },
    // The engine that is given may be many megabytes, and is given where nothing can be loaded by name.
    ...(wasm === undefined ? { module: { url: import.meta.url, export: "wasmProvider" } } : {}),
  });
}

/** No process has so many files open. */
const NO_DESCRIPTOR = 0x7fff_ffff;

function checkHost(): void {
  if (isSyncForbidden()) {
    throw unavailable(
      "Node's permission model (--permission) forbids fsync, without which this engine cannot keep what it acknowledged. " +
        "Use an engine of native code: @keyed-store/backend-node on Node 22.16 or later, or better-sqlite3 with --allow-addons.",
    );
  }
  if (typeof WebAssembly !== "object") {
    throw unavailable("WebAssembly is switched off in this process; start Node without --jitless.");
  }
}

/** Asked of a file that is not there: then the answer is the system's, or Node's own. */
function isSyncForbidden(): boolean {
  try {
    fsyncSync(NO_DESCRIPTOR);
    return false;
  } catch (error) {
    return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_ACCESS_DENIED";
  }
}
