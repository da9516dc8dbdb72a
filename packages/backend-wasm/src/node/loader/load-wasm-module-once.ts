import { isKeyedStoreError } from "@keyed-store/core";
import { assertWasmModuleFits } from "../../loader/assert-wasm-module-fits.js";
import { backendUnavailableError } from "../../loader/backend-unavailable-error.js";
import { WASM_FILE } from "../../loader/wasm-file.js";
import { isUrl, readWasmBinary, type WasmSource } from "./wasm-source.js";

/** The engine, compiled and checked. */
export interface LoadedWasmModule {
  readonly module: WebAssembly.Module;
  readonly version: string;
}

// A module holds no state, and compiling it takes longer than all else: the process does it once for each source.
const loaded = new Map<string | Uint8Array | undefined, Promise<LoadedWasmModule>>();

/**
 * Gives the compiled engine.
 *
 * @throws KEYED_STORE_BACKEND_UNAVAILABLE it cannot be found, read or compiled, or it does not fit
 */
export function loadWasmModuleOnce(wasmSource: WasmSource): Promise<LoadedWasmModule> {
  const key = isUrl(wasmSource) ? wasmSource.href : wasmSource;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const loading = readAndCompileWasmModule(wasmSource);
  loaded.set(key, loading);
  // What failed may be mended by the next time, such as a network.
  loading.catch(() => loaded.delete(key));
  return loading;
}

async function readAndCompileWasmModule(wasmSource: WasmSource): Promise<LoadedWasmModule> {
  try {
    const { bytes, version } = await readWasmBinary(wasmSource);
    const module = new WebAssembly.Module(bytes);
    assertWasmModuleFits(module, version);
    return { module, version };
  } catch (cause) {
    if (isKeyedStoreError(cause)) throw cause;
    const advice =
      "Install sql.js beside this package or, in a bundle, put that file beside it or pass it to wasmProvider({ wasm }).";
    throw backendUnavailableError(`${WASM_FILE} cannot be loaded. ${advice}`, cause);
  }
}
