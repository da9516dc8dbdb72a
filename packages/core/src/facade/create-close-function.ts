import { startAfterOperationsOutsideQueue } from "../calls/submit-exclusive-work.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { unregisterNamespacesOfStore } from "../handles/namespace-registry.js";
import type { StoreContext } from "../handles/store-context.js";

/** The `close` of a store: the first call closes, and every call gives the same promise (KS-LIFE-1, KS-LIFE-2). */
export function createCloseFunction(store: StoreContext): () => Promise<void> {
  const { backend, queue, client } = store;
  let closePromise: Promise<void> | undefined;
  return () => {
    if (closePromise !== undefined) return closePromise;
    store.closedMessage = "The store is closed. Open it again with openStateStore.";
    unregisterNamespacesOfStore(store);
    rejectOpenWatches(store, store.closedMessage);
    closePromise = startAfterOperationsOutsideQueue(store, () =>
      queue.runExclusive(() => backend.close(), client, { operation: "close" }),
    );
    return closePromise;
  };
}

/** What waits for changes would wait for ever (KS-WATCH-3). */
function rejectOpenWatches({ closings, backend }: StoreContext, errorMessage: string): void {
  if (closings.size === 0) return;
  const details = { operation: "watch", backend: backend.info.name, path: backend.databasePath };
  const error = new KeyedStoreError("KEYED_STORE_CLOSED", errorMessage, details);
  for (const end of closings) end(error);
}
