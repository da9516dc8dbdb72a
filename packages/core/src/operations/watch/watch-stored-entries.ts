import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { toKeyedStoreError } from "../../queue/to-keyed-store-error.js";
import type { PendingChange } from "./coalescing-change-buffer.js";
import { createWatchIterator, type WatchIterator } from "./create-watch-iterator.js";
import { getOrCreateNamespaceFeed } from "./get-or-create-namespace-feed.js";
import type { WatchSettings } from "./parse-watch-options.js";

/**
 * Watches a namespace from now on.
 *
 * @param keepsAlive - whether the process stays alive while an item is awaited
 * @param decode - makes of a change what is given
 * @throws `KEYED_STORE_UNSUPPORTED` the backend does not tell of changes
 */
export function watchStoredEntries<Item>(
  { store, ref }: NamespaceHandle<unknown>,
  settings: WatchSettings,
  keepsAlive: boolean,
  decode: (change: PendingChange) => Item | Promise<Item>,
): WatchIterator<Item> {
  const context = { operation: "watch", owner: ref.owner, namespace: ref.namespace };
  return createWatchIterator({
    settings,
    getFeed: () => getOrCreateNamespaceFeed(store, ref, settings.keys === undefined ? "range" : "keys"),
    decode,
    keepsAlive,
    toError: (error) => toKeyedStoreError(error, context, store.backend, false),
    closings: store.closings,
  });
}
