import {
  type OpenStateStoreOptions,
  openStateStore as openWithProviders,
  type ReadOnlyAccess,
  type ReadOnlyStateStore,
  type StateStore,
} from "@keyed-store/core";
import { defaultProvidersInTurn } from "./default-providers.js";

/**
 * Opens the store in a directory, on the first of native, node and wasm that can run here. No option is needed
 * where the environment variable `KEYED_STORE_DIR` names the directory; `providers` replaces `defaultProviders()`.
 * With `access: "read-only"` the type of the store has no operation that writes.
 *
 * @example
 * import { openStateStore } from "keyed-store";
 *
 * const store = await openStateStore({ directory: "./state", durability: "power" });
 * console.log(store.selection.chosen); // the engine that was taken, such as "native"; store.selection.rejected says why not another
 * await store.close();
 * @throws `KEYED_STORE_INVALID_INPUT` an option is wrong, or there is no directory
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` no backend, or not the one asked for, can run here (KS-SEL-1)
 * @throws `KEYED_STORE_OPEN_FAILED` `KEYED_STORE_SCHEMA_UNSUPPORTED` `KEYED_STORE_CORRUPT` this store cannot be opened
 * @throws `KEYED_STORE_BUSY` another process did not let go of it within `busyTimeoutMs`
 */
export function openStateStore(options: Partial<OpenStateStoreOptions> & ReadOnlyAccess): Promise<ReadOnlyStateStore>;
export function openStateStore(options?: Partial<OpenStateStoreOptions>): Promise<StateStore>;
export async function openStateStore(options: Partial<OpenStateStoreOptions> = {}): Promise<StateStore> {
  return openWithProviders({ ...options, providers: options.providers ?? defaultProvidersInTurn() });
}
