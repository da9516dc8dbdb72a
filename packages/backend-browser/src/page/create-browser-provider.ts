import { type BackendProvider, isKeyedStoreError, type LoadedBackend } from "@keyed-store/core";
import { type EngineThread, keepOneThread, loadBackendInThread } from "@keyed-store/sqlite/portable";
import { backendUnavailableError } from "../errors/backend-unavailable-error.js";
import { browserGlobals } from "../opfs/browser-globals.js";
import type { WasmSource } from "../protocol/worker-start.js";
import { assertBrowserSupported } from "./assert-browser-supported.js";
import { type BrowserProviderOptions, parseBrowserProviderOptions } from "./browser-provider-options.js";
import type { BrowserWorker } from "./browser-worker.js";
import { startEngineInWorker } from "./start-engine-in-worker.js";

/** Starts a worker with the program at an address. */
export type StartWorker = () => BrowserWorker;

/** Gives a thread that serves requests. */
type GetThread = () => EngineThread;

/** One worker serves all stores of the page that are opened in the same way. */
const threads: Map<string, GetThread> = new Map();

/** `browserProvider`, with the worker that is started where none is named. */
export function createBrowserProvider(
  options: BrowserProviderOptions,
  startDefaultWorker: StartWorker,
): BackendProvider {
  const { worker, wasm } = parseBrowserProviderOptions(options);
  const start =
    worker === undefined ? startDefaultWorker : typeof worker === "function" ? worker : () => startWorkerAt(worker);
  const source = toWasmSource(wasm);
  const createGetThread = (): GetThread =>
    keepOneThread((onEnd) => startEngineInWorker(startOrExplain(start), source, onEnd));
  const getThread =
    typeof worker === "function" || source instanceof Uint8Array
      ? createGetThread()
      : getOrCreate(`${worker === undefined ? "" : toAddress(worker)} ${source ?? ""}`, createGetThread);
  const load = () => loadOrExplain(getThread);
  return { name: "browser", check: () => assertBrowserSupported(browserGlobals), load, loadInWorker: load };
}

function getOrCreate(key: string, create: () => GetThread): GetThread {
  const getThread = threads.get(key) ?? create();
  threads.set(key, getThread);
  return getThread;
}

async function loadOrExplain(getThread: GetThread): Promise<LoadedBackend> {
  try {
    return await loadBackendInThread(getThread);
  } catch (error) {
    if (isKeyedStoreError(error)) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw backendUnavailableError(cause instanceof Error ? cause.message : String(cause), error);
  }
}

function startWorkerAt(address: URL | string): BrowserWorker {
  return new Worker(new URL(toAddress(address)), { type: "module", name: "keyed-store" });
}

function startOrExplain(start: StartWorker): BrowserWorker {
  try {
    return start();
  } catch (cause) {
    throw backendUnavailableError(
      "The worker cannot be started: its program must come from the page's own origin. Serve it there, and pass its address: " +
        "browserProvider({ worker }).",
      cause,
    );
  }
}

function toWasmSource(wasm: BrowserProviderOptions["wasm"]): WasmSource {
  return wasm === undefined || wasm instanceof Uint8Array ? wasm : toAddress(wasm);
}

/** The address in full: a worker would take what is relative for relative to itself. */
function toAddress(address: URL | string): string {
  const { document, location } = globalThis as unknown as {
    readonly document?: { readonly baseURI: string };
    readonly location: { readonly href: string };
  }; // as every page and worker has them
  return new URL(address, document?.baseURI ?? location.href).href;
}
