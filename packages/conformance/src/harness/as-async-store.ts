import type { KeyedStore, SyncKeyedStore } from "@keyed-store/core";

/** A synchronous handle behind the asynchronous interface, so that one test serves both. */
export function asAsyncStore<T>(store: SyncKeyedStore<T>): KeyedStore<T> {
  return {
    register: async (...call) => store.register(...call),
    registerIfAbsent: async (...call) => store.registerIfAbsent(...call),
    compareAndSet: async (...call) => store.compareAndSet(...call),
    update: async (...call) => store.update(...call),
    modify: async (...call) => store.modify(...call),
    increment: async (...call) => store.increment(...call),
    touch: async (...call) => store.touch(...call),
    lookup: async (...call) => store.lookup(...call),
    lookupEntry: async (...call) => store.lookupEntry(...call),
    lookupMany: async (...call) => store.lookupMany(...call),
    consume: async (...call) => store.consume(...call),
    delete: async (...call) => store.delete(...call),
    entries: async () => store.entries(),
    iterate: (...call) => toAsyncGenerator(() => store.iterate(...call)),
    watch() {
      throw new Error("A synchronous store has no watch.");
    },
    count: async (...call) => store.count(...call),
    clear: async (...call) => store.clear(...call),
    has: async (...call) => store.has(...call),
    keys: async (...call) => store.keys(...call),
  };
}

async function* toAsyncGenerator<T>(openIterable: () => Iterable<T>): AsyncGenerator<T> {
  yield* openIterable();
}
