import type {
  DeleteOptions,
  IncrementOptions,
  IterateOptions,
  Modification,
  RangeOptions,
  TouchOptions,
  WriteOptions,
} from "./call-options.js";
import type { Entry } from "./entry.js";

/**
 * {@link KeyedStore} with values at once: the same operations under the same names and the same promises, throwing
 * where it rejects.
 *
 * An operation first completes what was issued before it (KS-ATOM-3). It holds up the thread while it works, and while
 * another process holds the store for up to `busyTimeoutMs`. An asynchronous schema is `KEYED_STORE_UNSUPPORTED`.
 */
export interface SyncKeyedStore<T> {
  /** As {@link KeyedStore.register}. */
  register(key: string, value: T, options?: WriteOptions): void;
  /** As {@link KeyedStore.registerIfAbsent}. */
  registerIfAbsent(key: string, value: T, options?: WriteOptions): boolean;
  /** As {@link KeyedStore.compareAndSet}. */
  compareAndSet(key: string, expectedVersion: number | null, value: T, options?: WriteOptions): boolean;
  /** As {@link KeyedStore.update}. */
  update(key: string, fn: (current: T | undefined) => T | undefined, options?: WriteOptions): boolean;
  /** As {@link KeyedStore.modify}. */
  modify(key: string, fn: (entry: Entry<T> | undefined) => Modification<T> | null | undefined): Entry<T> | undefined;
  /** As {@link KeyedStore.increment}. */
  increment(key: string, options?: IncrementOptions): Entry<number>;
  /** As {@link KeyedStore.touch}. */
  touch(key: string, options?: TouchOptions): boolean;
  /** As {@link KeyedStore.lookup}. */
  lookup(key: string): T | undefined;
  /** As {@link KeyedStore.lookupEntry}. */
  lookupEntry(key: string): Entry<T> | undefined;
  /** As {@link KeyedStore.has}. */
  has(key: string): boolean;
  /** As {@link KeyedStore.lookupMany}. */
  lookupMany(keys: readonly string[]): (T | undefined)[];
  /** As {@link KeyedStore.consume}. */
  consume(key: string): T | undefined;
  /** As {@link KeyedStore.delete}. */
  delete(key: string, options?: DeleteOptions): boolean;
  /** As {@link KeyedStore.entries}. */
  entries(): Entry<T>[];
  /** As {@link KeyedStore.keys}. */
  keys(options?: IterateOptions): string[];
  /** As {@link KeyedStore.iterate}. */
  iterate(options?: IterateOptions): Iterable<Entry<T>>;
  /** As {@link KeyedStore.count}. */
  count(options?: RangeOptions): number;
  /** As {@link KeyedStore.clear}. */
  clear(options?: RangeOptions): number;
}
