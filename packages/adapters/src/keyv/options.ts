import type { JsonValue } from "@keyed-store/core";
import { type BoundedNamespace, checkAdapterOptions, openBoundedNamespace } from "../shared/bounded-namespace.js";
import { type CacheOptions, defaultOverflowToEvictOldestIfCapped } from "../shared/cache-options.js";
import type { StoreSource } from "../shared/store-source.js";

/** Where the entries of Keyv are kept, and how many. By default all that come, of the owner `keyv` in the namespace `entries`. */
export interface KeyvKeyedStoreOptions extends CacheOptions {}

const OPERATION = "KeyvKeyedStore";

/**
 * The namespace in which the entries of Keyv are kept.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store; `KEYED_STORE_CLOSED` the store is closed
 */
export function openKeyvNamespace(source: StoreSource, options: unknown): BoundedNamespace<JsonValue> {
  const checked = defaultOverflowToEvictOldestIfCapped(checkAdapterOptions(options, [], OPERATION));
  return openBoundedNamespace(source, checked, { owner: "keyv", namespace: "entries" }, OPERATION);
}
