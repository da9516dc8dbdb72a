import { describeValue, invalidInputError } from "@keyed-store/core";
import type { BrowserWorker } from "./browser-worker.js";

/** Options of `browserProvider`. None is needed where a bundler, or nobody, has moved the files of this package. */
export interface BrowserProviderOptions {
  /**
   * The worker with the engine in it, where it does not lie beside this module: the address of `@keyed-store/backend-browser/worker`,
   * or a function that starts a module worker with that program. A worker can only be started from the page's own origin.
   */
  readonly worker?: URL | string | (() => BrowserWorker);
  /** The engine, where it does not lie beside the worker: the address of `@keyed-store/backend-browser/engine.wasm`, or its bytes. */
  readonly wasm?: URL | string | Uint8Array;
}

const NAMES = ["worker", "wasm"];

/**
 * Refuses options that `browserProvider` does not know or cannot use.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` naming the option
 */
export function parseBrowserProviderOptions(options: BrowserProviderOptions): BrowserProviderOptions {
  if (typeof options !== "object" || options === null)
    throw invalidInputError("open", `The options of browserProvider must be an object, was ${describeValue(options)}.`);
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown !== undefined)
    throw invalidInputError("open", `There is no option "${unknown}"; browserProvider takes "worker" and "wasm".`);
  const { worker, wasm } = options;
  if (worker !== undefined && !isAddress(worker) && typeof worker !== "function")
    throw invalidInputError(
      "open",
      `worker must be a URL or a function that starts a worker, was ${describeValue(worker)}.`,
    );
  if (wasm !== undefined && !isAddress(wasm) && !(wasm instanceof Uint8Array))
    throw invalidInputError("open", `wasm must be a URL or a Uint8Array, was ${describeValue(wasm)}.`);
  return options;
}

function isAddress(value: unknown): value is URL | string {
  return typeof value === "string" || value instanceof URL;
}
