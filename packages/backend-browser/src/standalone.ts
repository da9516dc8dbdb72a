import type { BackendProvider } from "@keyed-store/core";
import type { BrowserProviderOptions } from "./page/browser-provider-options.js";
import { createBrowserProvider } from "./page/create-browser-provider.js";
import { serveBrowserWorker, type WorkerScope } from "./worker/serve-browser-worker.js";

/*
 * All that a page without a bundler needs, in one module: the store, the backend, and the program of the worker, which is this module
 * once more. The engine lies beside it.
 */
export * from "@keyed-store/core";
export type { BrowserProviderOptions } from "./page/browser-provider-options.js";
export type { BrowserWorker } from "./page/browser-worker.js";
export { requestPersistentStorage } from "./page/request-persistent-storage.js";

const NAME = "keyed-store";

/** `browserProvider` of `@keyed-store/backend-browser`, with this module as the program of its worker. */
export function browserProvider(options: BrowserProviderOptions = {}): BackendProvider {
  return createBrowserProvider(options, () => new Worker(new URL(import.meta.url), { type: "module", name: NAME }));
}

const scope = globalThis as unknown as Partial<WorkerScope>; // a page has neither of the two that are asked for

// A worker of the user's own may import this module too.
if (scope.name === NAME && scope.location?.href === import.meta.url && !("document" in globalThis))
  serveBrowserWorker(scope as WorkerScope); // it is the worker that was started above
