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
import type { Change, WatchOptions } from "./watch.js";

/**
 * The entries of one owner and namespace.
 *
 * Every operation is atomic and linearizable among all handles, threads and processes on the store (KS-ATOM-1), a
 * failed one changed nothing (KS-ATOM-2), and operations issued without awaiting take effect in the order of issue
 * (KS-ATOM-3). A value is captured before the call returns (KS-VALUE-2). Nothing is thrown: every error is a rejection.
 *
 * Where another API says `get`, this one says {@link KeyedStore.lookup}; for `set` or `put` {@link KeyedStore.register}, for `setnx` or
 * `add` {@link KeyedStore.registerIfAbsent}, for `getdel` or `take` {@link KeyedStore.consume}, for `incr` {@link KeyedStore.increment}, for
 * `expire` {@link KeyedStore.touch}, for `mget` {@link KeyedStore.lookupMany}, for `size` {@link KeyedStore.count}.
 *
 * Any operation may reject with `KEYED_STORE_INVALID_INPUT` (a bad argument), `KEYED_STORE_CLOSED`,
 * `KEYED_STORE_BUSY` (another process did not give way within `busyTimeoutMs`), `KEYED_STORE_READ_FAILED` or
 * `KEYED_STORE_WRITE_FAILED` (the engine or disk failed); one that gives values with `KEYED_STORE_CORRUPT` (KS-VALUE-4);
 * one that changes the store with `KEYED_STORE_UNSUPPORTED` where it is open read-only.
 *
 * @example
 * import { openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const users = store.openKeyedStore<{ logins: number }>({ namespace: "users", maxEntries: 1_000 });
 */
export interface KeyedStore<T> {
  /**
   * Writes a value, over whatever is there: what `set` and `put` are elsewhere.
   *
   * @example
   * await users.register("ada", { logins: 1 }, { ttlMs: 60_000 });
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` the value is too large or too deep (KS-VALUE-3), or a new key finds its
   * namespace or owner full and nothing may be evicted (KS-CAP-1, KS-CAP-2)
   */
  register(key: string, value: T, options?: WriteOptions): Promise<void>;
  /**
   * Writes a value where no live entry is: what `SET NX` is elsewhere. Of many callers exactly one gets true (KS-ATOM-1).
   *
   * @example
   * console.log(await users.registerIfAbsent("ada", { logins: 9 })); // false: it is there
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` as {@link KeyedStore.register}
   */
  registerIfAbsent(key: string, value: T, options?: WriteOptions): Promise<boolean>;
  /**
   * Writes a value over the entry of this version, or with `null` where no live entry is, and says whether it did.
   *
   * @example
   * console.log(await users.compareAndSet("bob", null, { logins: 1 })); // true: it was not there
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` as {@link KeyedStore.register}
   */
  compareAndSet(key: string, expectedVersion: number | null, value: T, options?: WriteOptions): Promise<boolean>;
  /**
   * Writes what `fn` makes of the current value, and says whether anything was written: `undefined` from `fn` writes
   * nothing. `fn` is synchronous, runs outside any transaction, in its caller's async context (KS-THREAD-4), and runs
   * again when another writer came between; what it throws is passed on as it is.
   *
   * @example
   * await users.update("ada", (user) => ({ logins: (user?.logins ?? 0) + 1 }));
   * @throws `KEYED_STORE_CONFLICT` 100 races were lost
   * @throws `KEYED_STORE_INVALID_INPUT` `fn` returned a promise
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` as {@link KeyedStore.register}
   */
  update(key: string, fn: (current: T | undefined) => T | undefined, options?: WriteOptions): Promise<boolean>;
  /**
   * Does what `fn` makes of the entry: writes `{ value }`, with a new expiry or the one that was there; deletes for `null`;
   * leaves all as it is for `undefined`. It gives the entry that is there afterwards. `fn` runs as that of
   * {@link KeyedStore.update} does, and again when the entry was written, touched or removed meanwhile, or has expired
   * (KS-ATOM-7).
   *
   * @example
   * await users.modify("bob", (entry) => (entry === undefined ? undefined : { value: { logins: 2 }, ttlMs: 1_000 }));
   * @throws `KEYED_STORE_CONFLICT` 100 races were lost
   * @throws `KEYED_STORE_INVALID_INPUT` `fn` returned a promise, or an object without a value or with unknown members
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` as {@link KeyedStore.register}
   */
  modify(
    key: string,
    fn: (entry: Entry<T> | undefined) => Modification<T> | null | undefined,
  ): Promise<Entry<T> | undefined>;
  /**
   * Adds to the number under a key, or begins it at `by` where no live entry is, in one atomic step, and gives the entry
   * as it is then (KS-ATOM-6). A number that is there keeps its expiry; one that begins has that of the call, else the
   * store's default.
   *
   * @example
   * console.log((await store.openKeyedStore<number>({ namespace: "hits", maxEntries: 9 }).increment("ada")).value); // 1
   * @throws `KEYED_STORE_INVALID_INPUT` the value is no number, the sum is not finite or an integer beyond 2^53 - 1, or
   * the store has a schema: see {@link KeyedStore.modify}
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` a new key finds its namespace or owner full and nothing may be evicted
   */
  increment(key: string, options?: IncrementOptions): Promise<Entry<number>>;
  /**
   * Gives a live entry (of the given version) a new expiry and changes nothing else; false where there is none. Without
   * an expiry, the store's default begins anew.
   *
   * @example
   * console.log(await users.touch("ada", { ttlMs: 3_600_000 })); // true
   */
  touch(key: string, options?: TouchOptions): Promise<boolean>;
  /**
   * The live value of a key: what `get` is elsewhere.
   *
   * @example
   * console.log((await users.lookup("ada"))?.logins); // 2
   */
  lookup(key: string): Promise<T | undefined>;
  /**
   * The live entry of a key, with its times and version.
   *
   * @example
   * console.log((await users.lookupEntry("ada"))?.version); // its version, which changes with each write
   */
  lookupEntry(key: string): Promise<Entry<T> | undefined>;
  /**
   * Whether a key has a live entry, without reading its value (KS-RANGE-2).
   *
   * @example
   * console.log(await users.has("eve")); // false
   */
  has(key: string): Promise<boolean>;
  /**
   * The live values of at most 10,000 keys, by position, all at one point in time.
   *
   * @example
   * console.log((await users.lookupMany(["ada", "eve"])).length); // 2: the value of ada, and undefined
   */
  lookupMany(keys: readonly string[]): Promise<(T | undefined)[]>;
  /**
   * Reads and deletes: what `GETDEL` is elsewhere. Of many callers exactly one gets the value (KS-ATOM-1); one that cannot be decoded, or that
   * the schema refuses, stays.
   *
   * @example
   * console.log((await users.consume("ada"))?.logins); // 2, for one caller alone
   */
  consume(key: string): Promise<T | undefined>;
  /**
   * Deletes a live entry (of the given version); false where there is none.
   *
   * @example
   * console.log(await users.delete("ada")); // false: it was consumed
   */
  delete(key: string, options?: DeleteOptions): Promise<boolean>;
  /**
   * All live entries, oldest first, at one point in time. They are all in memory at once: see {@link KeyedStore.iterate}.
   *
   * @example
   * console.log((await users.entries()).map(({ key }) => key).join()); // "bob"
   */
  entries(): Promise<Entry<T>[]>;
  /**
   * The keys of live entries, oldest first or in order, at one point in time and without reading values (KS-RANGE-2).
   * They are all in memory at once, but for `limit`.
   *
   * @example
   * console.log((await users.keys({ prefix: "b" })).join()); // "bob"
   */
  keys(options?: IterateOptions): Promise<string[]>;
  /**
   * Live entries in order, read in pages as the loop goes on: each at most once, and every one that is live and
   * unchanged throughout, nothing that was written after it began (KS-ORDER-3). A bad argument rejects with the first
   * entry asked for.
   *
   * @example
   * for await (const { key, value } of users.iterate({ order: "key" })) console.log(key, value.logins); // "bob 2"
   */
  iterate(options?: IterateOptions): AsyncIterable<Entry<T>>;
  /**
   * The latest state of each key that changes after this call, in the order of versions (KS-WATCH-1). It is a state, no log: what changes
   * while nobody reads is merged, so that each key waits at most once. `touch` is no change, but its expiry counts.
   *
   * Changes of this process are seen at once, those of others within a second or two (KS-WATCH-2). The result is for one loop, which ends with
   * `break` or the signal, and rejects when the store is closed or fails (KS-WATCH-3). While an item is awaited, the process stays alive.
   *
   * @example
   * for await (const { key } of users.watch({ initial: true })) {
   *   console.log(key); // "bob", then each that changes
   *   break;
   * }
   * @throws `KEYED_STORE_UNSUPPORTED` this backend does not tell of changes
   */
  watch(options?: WatchOptions): AsyncIterable<Change<T>>;
  /**
   * The number of live entries, of a range where one is given, without reading them (KS-RANGE-2).
   *
   * @example
   * console.log(await users.count({ prefix: "b" })); // 1
   */
  count(options?: RangeOptions): Promise<number>;
  /**
   * Removes all entries, of a range where one is given, and says how many of them were live (KS-RANGE-2).
   *
   * @example
   * console.log(await users.clear()); // 1
   */
  clear(options?: RangeOptions): Promise<number>;
}
