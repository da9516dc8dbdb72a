import type { Entry, KeyedStore } from "@keyed-store/core";
import type { Value } from "./harness.js";

/** One call of each operation that takes a key, by the name that its errors must carry. */
export const KEY_OPERATIONS: Readonly<Record<string, (store: KeyedStore<Value>, key: string) => Promise<unknown>>> = {
  register: (store, key) => store.register(key, 1),
  registerIfAbsent: (store, key) => store.registerIfAbsent(key, 1),
  compareAndSet: (store, key) => store.compareAndSet(key, null, 1),
  update: (store, key) => store.update(key, () => 1),
  modify: (store, key) => store.modify(key, () => ({ value: 1 })),
  increment: (store, key) => store.increment(key),
  touch: (store, key) => store.touch(key, { ttlMs: 1 }),
  lookup: (store, key) => store.lookup(key),
  lookupEntry: (store, key) => store.lookupEntry(key),
  lookupMany: (store, key) => store.lookupMany([key]),
  consume: (store, key) => store.consume(key),
  delete: (store, key) => store.delete(key),
  has: (store, key) => store.has(key),
};

/** One call of each operation of a namespace. */
export const OPERATIONS: Readonly<Record<string, (store: KeyedStore<Value>) => Promise<unknown>>> = {
  ...Object.fromEntries(
    Object.entries(KEY_OPERATIONS).map(([name, call]) => [name, (store: KeyedStore<Value>) => call(store, "key")]),
  ),
  entries: (store) => store.entries(),
  iterate: (store) => collectEntries(store.iterate()),
  keys: (store) => store.keys(),
  count: (store) => store.count(),
  clear: (store) => store.clear(),
};

/** The operations that change a store. */
export const WRITES: readonly string[] = [
  "register",
  "registerIfAbsent",
  "compareAndSet",
  "update",
  "modify",
  "increment",
  "touch",
  "consume",
  "delete",
  "clear",
];

/** One call of each operation that stores a value. */
export const VALUE_OPERATIONS: Readonly<
  Record<string, (store: KeyedStore<Value>, key: string, value: Value) => Promise<unknown>>
> = {
  register: (store, key, value) => store.register(key, value),
  registerIfAbsent: (store, key, value) => store.registerIfAbsent(key, value),
  compareAndSet: (store, key, value) => store.compareAndSet(key, null, value),
  update: (store, key, value) => store.update(key, () => value),
  modify: (store, key, value) => store.modify(key, () => ({ value })),
};

/** What an iteration gives. */
export async function collectEntries<T>(iterable: AsyncIterable<Entry<T>>): Promise<Entry<T>[]> {
  const entries: Entry<T>[] = [];
  for await (const entry of iterable) entries.push(entry);
  return entries;
}

/** The keys of entries, in their order. */
export function listKeys(entries: readonly Entry<unknown>[]): string[] {
  return entries.map((entry) => entry.key);
}

/** The only live entry of a key; fails where there is none. */
export async function requireEntry<T>(store: KeyedStore<T>, key: string): Promise<Entry<T>> {
  const entry = await store.lookupEntry(key);
  if (entry === undefined) throw new Error(`no entry for ${JSON.stringify(key)} where one was written`);
  return entry;
}
