/** Where the engine comes from: an address, or its bytes; undefined for the one beside the worker's program. */
export type WasmSource = string | Uint8Array | undefined;

/** The first message to a worker: what it is to work with. */
export interface WorkerStart {
  readonly start: { readonly wasm: WasmSource };
}

/** Tells a worker to close all files at once, until their next use. */
export const RELEASE = "release";
