import type { ReadOnlyStateStore } from "../contract/read-only.js";
import type { StateStore } from "../contract/state-store.js";
import { realScheduler } from "../queue/scheduler.js";
import type { OpenStateStoreOptions, ReadOnlyAccess } from "./open-options.js";
import { openStateStoreWithScheduler } from "./open-state-store-with-scheduler.js";

/**
 * Opens a store, creating it where there is none.
 *
 * Backends are really tried, in order, and the first that can run here is taken; what is wrong with the store itself
 * ends the search (KS-SEL-1 to KS-SEL-4). One store may be opened many times, in one process and in many. With
 * `access: "read-only"` the type of the store has no operation that writes.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` an option is unknown or wrong
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` no backend, or not the one named, can run here
 * @throws `KEYED_STORE_OPEN_FAILED` `KEYED_STORE_SCHEMA_UNSUPPORTED` `KEYED_STORE_CORRUPT` this store cannot be opened;
 * it was left as it is
 * @throws `KEYED_STORE_BUSY` another process did not give way within `busyTimeoutMs`
 * @throws `KEYED_STORE_UNSUPPORTED` the backend does not offer the durability or the thread asked for
 */
export function openStateStore(options: OpenStateStoreOptions & ReadOnlyAccess): Promise<ReadOnlyStateStore>;
export function openStateStore(options: OpenStateStoreOptions): Promise<StateStore>;
export function openStateStore(options: OpenStateStoreOptions): Promise<StateStore> {
  return openStateStoreWithScheduler(options, realScheduler);
}
