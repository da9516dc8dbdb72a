import type { KeyedStore, KeyedStoreOptions, StateStore, Storable } from "@keyed-store/core";
import type { StoreSource } from "./store-source.js";

/** A store that is opened when it is first needed, where an adapter was given a function that opens one. */
export interface LazyStore {
  /** A function that gives the namespace's store. It rejects as opening does, and the next call tries again. */
  namespace<T extends Storable<T>>(options: KeyedStoreOptions<T>): () => Promise<KeyedStore<T>>;
  /** Closes the store, if it was opened here. Idempotent; what is used afterwards is `KEYED_STORE_CLOSED`. */
  close(): Promise<void>;
}

/** The store that `source` is or opens. */
export function createLazyStore(source: StoreSource): LazyStore {
  const store = createLazy(async (): Promise<StateStore> => (typeof source === "function" ? source() : source));
  return {
    namespace: (options) => createLazy(async () => (await store.get()).openKeyedStore(options)).get,
    async close() {
      if (typeof source === "function") await (await store.peek())?.close();
    },
  };
}

/** What `open` gives: called at the first use, and at the next one if it failed. */
function createLazy<T>(open: () => Promise<T>): { get(): Promise<T>; peek(): Promise<T | undefined> } {
  let opened: Promise<T> | undefined;
  return {
    get() {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    peek: () => opened?.catch(() => undefined) ?? Promise.resolve(undefined),
  };
}
