import { assertStoreSource, type StoreSource } from "../shared/store-source.js";
import { toJsonValue } from "../shared/to-json-value.js";
import { createConnection } from "./chat-connection.js";
import type { QueueEntry, StateAdapter } from "./host-types.js";
import { appendToList, toList } from "./lists.js";
import { acquireLock, extendLock, releaseLock } from "./locks.js";
import { type ChatStateOptions, parseChatStateOptions } from "./options.js";
import { dequeue, enqueue } from "./queues.js";
import { toTtl } from "./to-ttl-ms-or-never.js";

const OPERATION = "createChatState";

/**
 * The `state` of the Chat SDK on a store: what one process subscribes to, locks and queues, all on the store see, also after
 * a restart. Subscriptions never expire and are never evicted. Locks exclude between processes; one is extended and released by its token
 * alone, and never revived. Values go through what `JSON.stringify` does with them. Before `connect` and after `disconnect`
 * everything is `KEYED_STORE_CLOSED`.
 *
 * @param store - an open store, which stays open, or a function that opens one at `connect`
 * @throws `KEYED_STORE_INVALID_INPUT` a bad option
 */
export function createChatState(store: StoreSource, options?: ChatStateOptions): StateAdapter {
  const owner = parseChatStateOptions(options, OPERATION);
  assertStoreSource(store, OPERATION);
  const { connect, disconnect, stores } = createConnection(store, owner);
  return {
    connect,
    disconnect,
    async subscribe(threadId) {
      await stores("subscribe").subscriptions.register(threadId, true);
    },
    async unsubscribe(threadId) {
      await stores("unsubscribe").subscriptions.delete(threadId);
    },
    async isSubscribed(threadId) {
      return stores("isSubscribed").subscriptions.has(threadId);
    },
    async acquireLock(threadId, ttlMs) {
      return acquireLock(stores("acquireLock").locks, threadId, ttlMs);
    },
    async extendLock(lock, ttlMs) {
      return extendLock(stores("extendLock").locks, lock, ttlMs);
    },
    async releaseLock(lock) {
      await releaseLock(stores("releaseLock").locks, lock);
    },
    async forceReleaseLock(threadId) {
      await stores("forceReleaseLock").locks.delete(threadId);
    },
    async get<T>(key: string): Promise<T | null> {
      const value = await stores("get").values.lookup(key);
      return (value ?? null) as T | null; // what it is, only the host knows
    },
    async set(key, value, ttlMs) {
      await stores("set").values.register(key, toJsonValue(value) ?? null, { ttlMs: toTtl(ttlMs) });
    },
    async setIfNotExists(key, value, ttlMs) {
      const { values } = stores("setIfNotExists");
      return values.registerIfAbsent(key, toJsonValue(value) ?? null, { ttlMs: toTtl(ttlMs) });
    },
    async delete(key) {
      await stores("delete").values.delete(key);
    },
    async appendToList(key, value, options = {}) {
      await appendToList(stores("appendToList").values, key, toJsonValue(value) ?? null, options);
    },
    async getList<T>(key: string): Promise<T[]> {
      return [...toList(await stores("getList").values.lookup(key))] as T[]; // what they are, only the host knows
    },
    async enqueue(threadId, entry, maxSize) {
      return enqueue(stores("enqueue").queues, threadId, entry, maxSize);
    },
    async dequeue<E extends QueueEntry>(threadId: string): Promise<E | null> {
      return (await dequeue(stores("dequeue").queues, threadId)) as E | null; // what a message is, only the host knows
    },
    async queueDepth(threadId) {
      return (await stores("queueDepth").queues.lookup(threadId))?.length ?? 0;
    },
  };
}
