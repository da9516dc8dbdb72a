import { assertWasmModuleFits } from "@keyed-store/backend-wasm/portable";
import { isKeyedStoreError } from "@keyed-store/core";
import { backendUnavailableError } from "../errors/backend-unavailable-error.js";
import type { WasmSource } from "../protocol/worker-start.js";

/** The version of sql.js whose engine is packed with this package. */
export const ENGINE_VERSION = "1.16.0";

/** The engine, compiled and checked. */
export interface LoadedWasmModule {
  readonly module: WebAssembly.Module;
  /** The version of sql.js, where it can be known. */
  readonly version: string;
}

/**
 * Loads and compiles the engine.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it cannot be fetched or compiled, or it does not fit
 */
export async function loadWasmModule(source: WasmSource): Promise<LoadedWasmModule> {
  const version = source === undefined ? ENGINE_VERSION : "unknown";
  try {
    const module =
      source instanceof Uint8Array
        ? await WebAssembly.compile(source)
        : // Bundlers find the file by this very expression, and put its new address here.
          await fetchWasmModule(source ?? new URL("./engine.wasm", import.meta.url).href);
    assertWasmModuleFits(module, version);
    return { module, version };
  } catch (cause) {
    if (isKeyedStoreError(cause)) throw backendUnavailableError(cause.message, cause);
    const text = cause instanceof Error ? cause.message : String(cause);
    throw backendUnavailableError(
      `The engine cannot be loaded: ${text}. Serve engine.wasm of @keyed-store/backend-browser beside the worker, or pass its address: ` +
        "browserProvider({ wasm }). A content security policy must allow it: script-src 'wasm-unsafe-eval'.",
      cause,
    );
  }
}

async function fetchWasmModule(address: string): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status} ${response.statusText}`);
  // Compiling while it loads is refused where the server does not say that it is WebAssembly; many do not.
  return response.headers.get("content-type")?.startsWith("application/wasm") === true
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
