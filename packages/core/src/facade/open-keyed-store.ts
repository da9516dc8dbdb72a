import { assertOperationAllowed } from "../calls/assert-operation-allowed.js";
import type { KeyedStore } from "../contract/keyed-store.js";
import type { SyncKeyedStore } from "../contract/sync-keyed-store.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { openNamespaceHandle } from "../handles/open-namespace-handle.js";
import type { StoreContext } from "../handles/store-context.js";
import { toKeyedStoreError } from "../queue/to-keyed-store-error.js";
import { createKeyedStore, createSyncKeyedStore } from "./create-keyed-store.js";

/** Opens an asynchronous store on one namespace; of one owner, where that is settled. */
export function openKeyedStore<T>(store: StoreContext, options: unknown, boundOwner?: string): KeyedStore<T> {
  return createKeyedStore(checkStoreAndOpenHandle<T>(store, options, boundOwner));
}

/** Opens a synchronous store on one namespace; of one owner, where that is settled. */
export function openSyncKeyedStore<T>(store: StoreContext, options: unknown, boundOwner?: string): SyncKeyedStore<T> {
  const { name, capabilities } = store.backend.info;
  return createSyncKeyedStore(
    checkStoreAndOpenHandle<T>(store, options, boundOwner, () => {
      if (capabilities.synchronous) return;
      const message = `The backend "${name}" answers only through promises. Use openKeyedStore.`;
      throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message, { operation: "open" });
    }),
  );
}

function checkStoreAndOpenHandle<T>(
  store: StoreContext,
  options: unknown,
  boundOwner: string | undefined,
  checkBackend?: () => void,
): NamespaceHandle<T> {
  try {
    assertOperationAllowed(store, "open");
    checkBackend?.();
    return openNamespaceHandle<T>(store, options, boundOwner);
  } catch (error) {
    throw toKeyedStoreError(error, { operation: "open", owner: boundOwner }, store.backend, false);
  }
}
