import { isKeyedStoreError } from "@keyed-store/core";
import { checkModule } from "./check-module.js";
import { unavailableError } from "./unavailable-error.js";
import { isUrl, readWasm, WASM_FILE, type WasmSource } from "./wasm-source.js";

/** The engine, compiled and checked. */
export interface LoadedModule {
  readonly module: WebAssembly.Module;
  readonly version: string;
}

// A module holds no state, and compiling it takes longer than all else: the process does it once for each source.
const loaded = new Map<string | Uint8Array | undefined, Promise<LoadedModule>>();

/**
 * Gives the compiled engine.
 *
 * @throws KEYED_STORE_BACKEND_UNAVAILABLE it cannot be found, read or compiled, or it does not fit
 */
export function loadModule(source: WasmSource): Promise<LoadedModule> {
  const key = isUrl(source) ? source.href : source;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const loading = compileModule(source);
  loaded.set(key, loading);
  // What failed may be mended by the next time, such as a network.
  loading.catch(() => loaded.delete(key));
  return loading;
}

async function compileModule(source: WasmSource): Promise<LoadedModule> {
  try {
    const { bytes, version } = await readWasm(source);
    const module = new WebAssembly.Module(bytes);
    checkModule(module, version);
    return { module, version };
  } catch (cause) {
    if (isKeyedStoreError(cause)) throw cause;
    const advice =
      "Install sql.js beside this package or, in a bundle, put that file beside it or pass it to wasmProvider({ wasm }).";
    throw unavailableError(`${WASM_FILE} cannot be loaded. ${advice}`, cause);
  }
}
