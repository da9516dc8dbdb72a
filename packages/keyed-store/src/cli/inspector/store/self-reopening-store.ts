import { isKeyedStoreError, type ReadOnlyStateStore, type StateStore, type StoreEvent } from "@keyed-store/core";

/** The one store that is looked into. It is opened when it is needed, and anew after it was lost. */
export interface SelfReopeningStore {
  /** Lets `work` use the store. */
  use<R>(work: (store: ReadOnlyStateStore) => Promise<R>): Promise<R>;
  /** Lets `work` change the store; `undefined` where it may not be changed. */
  readonly change: (<R>(work: (store: StateStore) => Promise<R>) => Promise<R>) | undefined;
  /** Calls `listener` with what the store tells of, until the function that it gives is called. */
  listen(listener: (event: StoreEvent) => void): () => void;
  /** Closes the store for good. */
  close(): Promise<void>;
}

/** How the store is opened. */
export interface SelfReopeningStoreOptions {
  readonly open: (onEvent: (event: StoreEvent) => void) => Promise<StateStore>;
  readonly isWritable: boolean;
}

/** After these the store has to be opened again, on what is there then: another program replaced, moved or removed it. */
const LOST: ReadonlySet<string> = new Set([
  "KEYED_STORE_OPEN_FAILED",
  "KEYED_STORE_READ_FAILED",
  "KEYED_STORE_WRITE_FAILED",
  "KEYED_STORE_CLOSED",
]);

/** Makes access to a store that need not be there yet, and may be lost and come back. */
export function createSelfReopeningStore({ open, isWritable }: SelfReopeningStoreOptions): SelfReopeningStore {
  const listeners = new Set<(event: StoreEvent) => void>();
  let opening: Promise<StateStore> | undefined;
  let isClosed = false;

  const tell = (event: StoreEvent): void => {
    for (const listener of listeners) listener(event);
  };

  async function enter<R>(work: (store: StateStore) => Promise<R>): Promise<R> {
    const entered = opening ?? open(tell);
    opening = entered;
    try {
      return await work(await entered);
    } catch (error) {
      if (!isClosed && opening === entered && (await closeStoreIfLost(entered, error))) opening = undefined;
      throw error;
    }
  }

  return {
    use: enter,
    change: isWritable ? enter : undefined,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      const store = await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}

/** A store that is lost is closed, which fails as everything does. */
async function closeStoreIfLost(entered: Promise<StateStore>, error: unknown): Promise<boolean> {
  const store = await entered.catch(() => undefined);
  if (store === undefined) return true;
  if (!isKeyedStoreError(error) || !LOST.has(error.code)) return false;
  await store.close().catch(() => undefined);
  return true;
}
