import {
  formatReceivedArgument,
  invalidInputError,
  type KeyedStore,
  KeyedStoreError,
  type KeyedStoreOptions,
  type StateStore,
  type Storable,
} from "@keyed-store/core";
import { isStateStore, type StoreSource } from "./store-source.js";

/** A store that is opened when it is first needed, where an adapter was given a function that opens one. */
export interface LazyStore {
  /** A function that gives the namespace's store. It rejects as opening does, and the next call tries again. */
  namespace<T extends Storable<T>>(options: KeyedStoreOptions<T>): () => Promise<KeyedStore<T>>;
  /** Closes the store, if it was opened here. Idempotent; what is used afterwards is `KEYED_STORE_CLOSED`. */
  close(): Promise<void>;
}

/** The store that `source` is or opens. */
export function createLazyStore(source: StoreSource): LazyStore {
  let closed = false;
  const store = createLazy(async (): Promise<StateStore> => {
    if (typeof source !== "function") return source;
    if (closed) throw new KeyedStoreError("KEYED_STORE_CLOSED", "The adapter is closed.", { operation: "open" });
    return checkOpened(await source());
  });
  return {
    namespace: (options) => createLazy(async () => (await store.get()).openKeyedStore(options)).get,
    async close() {
      if (typeof source !== "function") return;
      closed = true;
      await (await store.peek())?.close();
    },
  };
}

function checkOpened(opened: unknown): StateStore {
  if (isStateStore(opened)) return opened;
  throw invalidInputError(
    "open",
    `The function that opens the store must give one from openStateStore, gave ${formatReceivedArgument(opened)}.`,
  );
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
