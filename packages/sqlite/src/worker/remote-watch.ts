import type { Backend } from "@keyed-store/core";
import type { EngineThread } from "./engine-thread.js";

/** The changes of a store in a worker thread, which posts them only while somebody here watches. */
export function createRemoteWatch(thread: EngineThread, store: number): NonNullable<Backend["watch"]> {
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) listener();
  };

  function setWanted(wanted: boolean): void {
    thread.setChangeListener(store, wanted ? notify : undefined);
    // What is wrong with the thread or the store is told to whoever looks.
    thread.request({ kind: "watch", store, wanted }).catch(notify);
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
