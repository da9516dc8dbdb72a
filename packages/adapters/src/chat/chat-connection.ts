import { KeyedStoreError } from "@keyed-store/core";
import type { StoreSource } from "../shared/store-source.js";
import { type ChatNamespaces, openChatNamespaces } from "./chat-namespaces.js";

/** What the SDK's `connect` and `disconnect` turn on and off. */
export interface ChatConnection {
  /** Opens the store; at once where that is done. A failure is told, and the next call tries again. */
  readonly connect: () => Promise<void>;
  /** Refuses all that comes, and closes the store if it was opened here. */
  readonly disconnect: () => Promise<void>;
  /**
   * The namespaces.
   *
   * @throws `KEYED_STORE_CLOSED` it is not connected
   */
  readonly getNamespaces: (operationName: string) => ChatNamespaces;
}

/** A connection that is off. */
export function createChatConnection(source: StoreSource, owner: string): ChatConnection {
  let connecting: Promise<Opened> | undefined;
  let connected: ChatNamespaces | undefined;
  return {
    async connect() {
      connecting ??= open(source, owner);
      const attempt = connecting;
      try {
        const { namespaces } = await attempt;
        if (connecting === attempt) connected = namespaces;
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
    getNamespaces(operationName) {
      if (connected !== undefined) return connected;
      const message = "The chat state is not connected. Call connect() first.";
      throw new KeyedStoreError("KEYED_STORE_CLOSED", message, { operation: operationName });
    },
  };
}

interface Opened {
  readonly namespaces: ChatNamespaces;
  readonly close: () => Promise<void>;
}

async function open(source: StoreSource, owner: string): Promise<Opened> {
  if (typeof source !== "function")
    return { namespaces: openChatNamespaces(source, owner), close: async () => undefined };
  const store = await source();
  try {
    return { namespaces: openChatNamespaces(store, owner), close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}
