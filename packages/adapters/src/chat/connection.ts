import { type JsonValue, type KeyedStore, KeyedStoreError } from "@keyed-store/core";
import { createLazyStore } from "../shared/lazy-store.js";
import type { StoreSource } from "../shared/store-source.js";
import type { LockRecord } from "./locks.js";
import type { ChatPlaces } from "./options.js";
import type { StoredQueueEntry } from "./queues.js";

/** The namespaces of a connected adapter. */
export interface ChatStores {
  readonly subscriptions: KeyedStore<true>;
  readonly locks: KeyedStore<LockRecord>;
  readonly values: KeyedStore<JsonValue>;
  readonly queues: KeyedStore<readonly StoredQueueEntry[]>;
}

/** What the SDK's `connect` and `disconnect` turn on and off. */
export interface Connection {
  /** Opens the store; at once where that is done. A failure is told, and the next call tries again. */
  connect(): Promise<void>;
  /** Refuses all that comes, and closes the store if it was opened here. */
  disconnect(): Promise<void>;
  /**
   * The namespaces.
   *
   * @throws `KEYED_STORE_CLOSED` it is not connected
   */
  stores(operation: string): ChatStores;
}

/** A connection that is off. */
export function createConnection(source: StoreSource, places: ChatPlaces): Connection {
  let connecting: Promise<Opened> | undefined;
  let connected: ChatStores | undefined;
  return {
    async connect() {
      connecting ??= openStores(source, places);
      const attempt = connecting;
      try {
        const { stores } = await attempt;
        if (connecting === attempt) connected = stores;
      } catch (error) {
        if (connecting === attempt) connecting = undefined;
        throw error;
      }
    },
    async disconnect() {
      const attempt = connecting;
      connecting = undefined;
      connected = undefined;
      await (await attempt?.catch(() => undefined))?.close();
    },
    stores(operation) {
      if (connected !== undefined) return connected;
      throw new KeyedStoreError("KEYED_STORE_CLOSED", "The chat state is not connected. Call connect() first.", {
        operation,
      });
    },
  };
}

interface Opened {
  readonly stores: ChatStores;
  close(): Promise<void>;
}

async function openStores(source: StoreSource, places: ChatPlaces): Promise<Opened> {
  const lazy = createLazyStore(source);
  const close = (): Promise<void> => lazy.close();
  try {
    const stores = {
      subscriptions: await lazy.namespace<true>(places.subscriptions)(),
      locks: await lazy.namespace<LockRecord>(places.locks)(),
      values: await lazy.namespace<JsonValue>(places.values)(),
      queues: await lazy.namespace<readonly StoredQueueEntry[]>(places.queues)(),
    };
    return { stores, close };
  } catch (error) {
    await close();
    throw error;
  }
}
