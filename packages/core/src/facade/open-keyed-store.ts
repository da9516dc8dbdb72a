import { admit } from "../calls/assert-operation-allowed.js";
import type { KeyedStore } from "../contract/keyed-store.js";
import type { SyncKeyedStore } from "../contract/sync-keyed-store.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import type { Handle } from "../handles/namespace-handle.js";
import { openHandle } from "../handles/open-handle.js";
import type { OpenStore } from "../handles/store-context.js";
import { explain } from "../queue/to-contract-error.js";
import { keyedStoreOf, syncKeyedStoreOf } from "./create-keyed-store.js";

/** Opens an asynchronous store on one namespace; of one owner, where that is settled. */
export function openKeyedStore<T>(store: OpenStore, options: unknown, owner?: string): KeyedStore<T> {
  return keyedStoreOf(opened<T>(store, options, owner));
}

/** Opens a synchronous store on one namespace; of one owner, where that is settled. */
export function openSyncKeyedStore<T>(store: OpenStore, options: unknown, owner?: string): SyncKeyedStore<T> {
  const { name, capabilities } = store.backend.info;
  return syncKeyedStoreOf(
    opened<T>(store, options, owner, () => {
      if (capabilities.synchronous) return;
      const message = `The backend "${name}" answers only through promises. Use openKeyedStore.`;
      throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message, { operation: "open" });
    }),
  );
}

function opened<T>(store: OpenStore, options: unknown, owner: string | undefined, check?: () => void): Handle<T> {
  try {
    admit(store, "open");
    check?.();
    return openHandle<T>(store, options, owner);
  } catch (error) {
    throw explain(error, { operation: "open", owner }, store.backend, false);
  }
}
