import { type Backend, hostGlobals } from "@keyed-store/core";

/** Posts that stores may have changed, to those who want to know. */
export interface ChangePoster {
  /** Begins or ends it for a store. */
  setWanted(store: number, backend: Backend, wanted: boolean): void;
  /** Ends it for a store that is closed. */
  end(store: number): void;
}

/** What happens in one go, such as many commits, is posted once. */
export function createChangePoster(post: (store: number) => void): ChangePoster {
  const unwatches = new Map<number, () => void>();
  const changed = new Set<number>();

  function onChange(store: number): void {
    if (changed.has(store)) return;
    changed.add(store);
    hostGlobals.queueMicrotask(() => {
      changed.delete(store);
      if (unwatches.has(store)) post(store);
    });
  }

  function end(store: number): void {
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
