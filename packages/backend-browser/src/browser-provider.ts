import type { BackendProvider } from "@keyed-store/core";
import type { BrowserProviderOptions } from "./page/browser-provider-options.js";
import { createBrowserProvider } from "./page/create-browser-provider.js";

/**
 * The backend `browser`: SQLite as compiled for sql.js, in a worker, on the private file system of the site (OPFS). All tabs and
 * workers of the site share a store by taking turns. It is asynchronous: `openSyncKeyedStore` is `KEYED_STORE_UNSUPPORTED`. The
 * `directory` of a store is made of names with "/" between them, from the root of that file system down.
 *
 * @example
 * ```ts
 * const store = await openStateStore({ directory: "my-app", providers: [browserProvider()] });
 * ```
 *
 * @throws `KEYED_STORE_INVALID_INPUT` an option is unknown or of the wrong type
 */
export function browserProvider(options: BrowserProviderOptions = {}): BackendProvider {
  // Bundlers find the worker by this very expression, and make a file of their own of it.
  return createBrowserProvider(
    options,
    () => new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "keyed-store" }),
  );
}
