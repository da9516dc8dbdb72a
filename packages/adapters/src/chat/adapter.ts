import { assertStoreSource, type StoreSource } from "../shared/store-source.js";
import { toJsonValue } from "../shared/to-json-value.js";
import { createChatConnection } from "./chat-connection.js";
import type { ChatSdkStateAdapter, QueueEntry } from "./host-types.js";
import { appendToList, toList } from "./lists.js";
import { acquireLock, extendLock, releaseLock } from "./locks.js";
import { type ChatSdkStateOptions, parseChatSdkStateOwner } from "./options.js";
import { dequeue, enqueue } from "./queues.js";
import { toTtlMsOrNever } from "./to-ttl-ms-or-never.js";

const OPERATION = "createChatSdkState";

/**
 * The `state` of the Chat SDK on a store: what one process subscribes to, locks and queues, all on the store see, also after
 * a restart. Subscriptions never expire and are never evicted. Locks exclude between processes; one is extended and released by its token
 * alone, and never revived. Values go through what `JSON.stringify` does with them. Before `connect` and after `disconnect`
 * everything is `KEYED_STORE_CLOSED`.
 *
 * @param store - an open store, which stays open, or a function that opens one at `connect`
 * @throws `KEYED_STORE_INVALID_INPUT` a bad option
 */
export function createChatSdkState(store: StoreSource, options?: ChatSdkStateOptions): ChatSdkStateAdapter {
  const owner = parseChatSdkStateOwner(options, OPERATION);
  assertStoreSource(store, OPERATION);
  const { connect, disconnect, getNamespaces } = createChatConnection(store, owner);
  return {
    connect,
    disconnect,
    async subscribe(threadId) {
      await getNamespaces("subscribe").subscriptions.register(threadId, true);
    },
    async unsubscribe(threadId) {
      await getNamespaces("unsubscribe").subscriptions.delete(threadId);
    },
    async isSubscribed(threadId) {
      return getNamespaces("isSubscribed").subscriptions.has(threadId);
    },
    async acquireLock(threadId, ttlMs) {
      return acquireLock(getNamespaces("acquireLock").locks, threadId, ttlMs);
    },
    async extendLock(lock, ttlMs) {
      return extendLock(getNamespaces("extendLock").locks, lock, ttlMs);
    },
    async releaseLock(lock) {
      await releaseLock(getNamespaces("releaseLock").locks, lock);
    },
    async forceReleaseLock(threadId) {
      await getNamespaces("forceReleaseLock").locks.delete(threadId);
    },
    async get<T>(key: string): Promise<T | null> {
      const value = await getNamespaces("get").values.lookup(key);
      return (value ?? null) as T | null; // what it is, only the host knows
    },
    async set(key, value, ttlMs) {
      await getNamespaces("set").values.register(key, toJsonValue(value) ?? null, { ttlMs: toTtlMsOrNever(ttlMs) });
    },
    async setIfNotExists(key, value, ttlMs) {
      const { values } = getNamespaces("setIfNotExists");
      return values.registerIfAbsent(key, toJsonValue(value) ?? null, { ttlMs: toTtlMsOrNever(ttlMs) });
    },
    async delete(key) {
      await getNamespaces("delete").values.delete(key);
    },
    async appendToList(key, value, options = {}) {
      await appendToList(getNamespaces("appendToList").values, key, toJsonValue(value) ?? null, options);
    },
    async getList<T>(key: string): Promise<T[]> {
      return [...toList(await getNamespaces("getList").values.lookup(key))] as T[]; // what they are, only the host knows
    },
    async enqueue(threadId, entry, maxSize) {
      return enqueue(getNamespaces("enqueue").queues, threadId, entry, maxSize);
    },
    async dequeue<E extends QueueEntry>(threadId: string): Promise<E | null> {
      return (await dequeue(getNamespaces("dequeue").queues, threadId)) as E | null; // what a message is, only the host knows
    },
    async queueDepth(threadId) {
      return (await getNamespaces("queueDepth").queues.lookup(threadId))?.length ?? 0;
    },
  };
}
