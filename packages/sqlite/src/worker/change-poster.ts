import { type Backend, hostGlobals } from "@keyed-store/core";
import type { StoreId } from "./messages.js";

/** Posts that stores may have changed, to those who want to know. */
export interface ChangePoster {
  /** Begins or ends it for a store. */
  setWanted(store: StoreId, backend: Backend, wanted: boolean): void;
  /** Ends it for a store that is closed. */
  end(store: StoreId): void;
}

/** What happens in one go, such as many commits, is posted once. */
export function createDeduplicatingChangePoster(postChangeOfStore: (store: StoreId) => void): ChangePoster {
  const unwatches = new Map<number, () => void>();
  const changed = new Set<number>();

  function onChange(store: StoreId): void {
    if (changed.has(store)) return;
    changed.add(store);
    hostGlobals.queueMicrotask(() => {
      changed.delete(store);
      if (unwatches.has(store)) postChangeOfStore(store);
    });
  }

  function end(store: StoreId): void {
    unwatches.get(store)?.();
    unwatches.delete(store);
  }

  return {
    setWanted(store, backend, wanted) {
      end(store);
      if (wanted && backend.watch !== undefined)
        unwatches.set(
          store,
          backend.watch(() => onChange(store)),
        );
    },
    end,
  };
}
