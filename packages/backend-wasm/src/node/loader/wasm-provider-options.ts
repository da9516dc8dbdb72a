import { KeyedStoreError } from "@keyed-store/core";
import { isUint8Array, isUrl } from "./wasm-source.js";

/** Options of `wasmProvider`. */
export interface WasmProviderOptions {
  /**
   * The engine, for bundles in which the installed `sql.js` cannot be found at run time: the bytes of its
   * `dist/sql-wasm-debug.wasm`, or a `file:`, `data:`, `http:` or `https:` URL of it. Default: the installed one.
   */
  readonly wasm?: Uint8Array | URL;
}

/**
 * Refuses options that `wasmProvider` does not know or cannot use.
 *
 * @throws KEYED_STORE_INVALID_INPUT naming the option
 */
export function parseWasmProviderOptions(options: WasmProviderOptions): WasmProviderOptions {
  if (typeof options !== "object" || options === null)
    throw invalidInputError(`options must be an object, not ${describeType(options)}.`);
  for (const name of Object.keys(options)) {
    if (name !== "wasm")
      throw invalidInputError(`There is no option "${name}"; wasmProvider takes "wasm" and nothing else.`);
  }
  const { wasm } = options;
  if (wasm === undefined || isUint8Array(wasm) || isUrl(wasm)) return options;
  throw invalidInputError(
    `wasm must be a Uint8Array or a URL, not ${describeType(wasm)}; of a path, make a URL with pathToFileURL.`,
  );
}

function invalidInputError(message: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_INVALID_INPUT", message, { operation: "open", backend: "wasm" });
}

function describeType(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "object" ? "another object" : `a ${typeof value}`;
}
