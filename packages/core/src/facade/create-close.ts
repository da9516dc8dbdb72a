import { afterDetached } from "../calls/run-exclusive.js";
import { forgetNamespaces } from "../handles/namespace-registry.js";
import type { OpenStore } from "../handles/store-context.js";

/** The `close` of a store: the first call closes, and every call gives the same promise (KS-LIFE-1, KS-LIFE-2). */
export function closer(store: OpenStore): () => Promise<void> {
  const { backend, queue, issuer } = store;
  let closing: Promise<void> | undefined;
  return () => {
    if (closing !== undefined) return closing;
    store.closed = "The store is closed. Open it again with openStateStore.";
    forgetNamespaces(store);
    closing = afterDetached(store, () => queue.turn(() => backend.close(), issuer, { operation: "close" }));
    return closing;
  };
}
