import { afterDetachedOperations } from "../calls/run-exclusive.js";
import { unregisterNamespaces } from "../handles/namespace-registry.js";
import type { StoreContext } from "../handles/store-context.js";

/** The `close` of a store: the first call closes, and every call gives the same promise (KS-LIFE-1, KS-LIFE-2). */
export function createClose(store: StoreContext): () => Promise<void> {
  const { backend, queue, client } = store;
  let closePromise: Promise<void> | undefined;
  return () => {
    if (closePromise !== undefined) return closePromise;
    store.closedMessage = "The store is closed. Open it again with openStateStore.";
    unregisterNamespaces(store);
    closePromise = afterDetachedOperations(store, () =>
      queue.runExclusive(() => backend.close(), client, { operation: "close" }),
    );
    return closePromise;
  };
}
