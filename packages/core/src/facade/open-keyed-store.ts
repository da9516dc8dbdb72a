import { assertOperationAllowed } from "../calls/assert-operation-allowed.js";
import type { KeyedStore } from "../contract/keyed-store.js";
import type { SyncKeyedStore } from "../contract/sync-keyed-store.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { openHandle } from "../handles/open-namespace-handle.js";
import type { StoreContext } from "../handles/store-context.js";
import { toContractError } from "../queue/to-contract-error.js";
import { createKeyedStore, createSyncKeyedStore } from "./create-keyed-store.js";

/** Opens an asynchronous store on one namespace; of one owner, where that is settled. */
export function openKeyedStore<T>(store: StoreContext, options: unknown, owner?: string): KeyedStore<T> {
  return createKeyedStore(openNamespaceHandle<T>(store, options, owner));
}

/** Opens a synchronous store on one namespace; of one owner, where that is settled. */
export function openSyncKeyedStore<T>(store: StoreContext, options: unknown, owner?: string): SyncKeyedStore<T> {
  const { name, capabilities } = store.backend.info;
  return createSyncKeyedStore(
    openNamespaceHandle<T>(store, options, owner, () => {
      if (capabilities.synchronous) return;
      const message = `The backend "${name}" answers only through promises. Use openKeyedStore.`;
      throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message, { operation: "open" });
    }),
  );
}

function openNamespaceHandle<T>(
  store: StoreContext,
  options: unknown,
  owner: string | undefined,
  check?: () => void,
): NamespaceHandle<T> {
  try {
    assertOperationAllowed(store, "open");
    check?.();
    return openHandle<T>(store, options, owner);
  } catch (error) {
    throw toContractError(error, { operation: "open", owner }, store.backend, false);
  }
}
