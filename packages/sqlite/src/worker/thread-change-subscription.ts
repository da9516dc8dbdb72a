import type { EngineThread } from "./engine-thread.js";
import type { StoreId } from "./messages.js";

/** Calls a listener when the store may have changed, until what it returns is called. */
export type SubscribeToChanges = (listener: () => void) => () => void;

/** The changes of a store in a worker thread, which posts them only while somebody here watches. */
export function createThreadStoreChangeSubscription(thread: EngineThread, storeId: StoreId): SubscribeToChanges {
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) listener();
  };

  function setWanted(wanted: boolean): void {
    thread.setChangeListener(storeId, wanted ? notify : undefined);
    // What is wrong with the thread or the store is told to whoever looks.
    thread.request({ kind: "watch", store: storeId, wanted }).catch(notify);
  }

  return (listener) => {
    const call = (): void => listener(); // one of its own for each call, whoever passes the same twice
    listeners.add(call);
    if (listeners.size === 1) setWanted(true);
    return () => {
      if (listeners.delete(call) && listeners.size === 0) setWanted(false);
    };
  };
}
