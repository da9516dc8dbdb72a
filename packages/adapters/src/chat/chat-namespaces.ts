import type { JsonValue, KeyedStore, StateStore } from "@keyed-store/core";
import type { LockRecord } from "./locks.js";
import type { StoredQueueEntry } from "./queues.js";

/** The namespaces of a connected adapter. None of them evicts (KS-CAP-6). */
export interface ChatNamespaces {
  readonly subscriptions: KeyedStore<true>;
  readonly locks: KeyedStore<LockRecord>;
  readonly values: KeyedStore<JsonValue>;
  readonly queues: KeyedStore<readonly StoredQueueEntry[]>;
}

/** Opens them. */
export function openChatNamespaces(store: StateStore, owner: string): ChatNamespaces {
  const options = { owner, maxEntries: Number.POSITIVE_INFINITY, overflow: "reject-new" } as const;
  return {
    subscriptions: store.openKeyedStore<true>({ ...options, namespace: "subscriptions" }),
    locks: store.openKeyedStore<LockRecord>({ ...options, namespace: "locks" }),
    values: store.openKeyedStore<JsonValue>({ ...options, namespace: "values" }),
    queues: store.openKeyedStore<readonly StoredQueueEntry[]>({ ...options, namespace: "queues" }),
  };
}
