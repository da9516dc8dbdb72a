import type { BackendProvider } from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { assertHostSupported } from "./assert-host-supported.js";
import { loadDriver } from "./load-driver.js";
import { parseWasmProviderOptions, type WasmProviderOptions } from "./loader/wasm-provider-options.js";

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
  const { wasm } = parseWasmProviderOptions(options);
  return sqliteProvider({
    name: "wasm",
    check: assertHostSupported,
    load: () => loadDriver(undefined, wasm),
    // The engine that is given may be many megabytes, and is given where nothing can be loaded by name.
    ...(wasm === undefined ? { module: { url: import.meta.url, export: "wasmProvider" } } : {}),
  });
}
