import type { KeyedStoreError } from "../../errors/keyed-store-error.js";

/** How a memory front is made. */
export interface MemoryFrontOptions {
  /** The most entries in memory, a whole number from 1; the ones written first are dropped. The store has a cap of its own. */
  readonly maxEntries: number;
  /** Told of each write that did not reach the store, and of what. It may use the front. */
  readonly onError: (error: KeyedStoreError, key: string) => void;
  /** How many writes may be on their way to the store at once, a whole number from 1. Default 1,000. Others wait in memory. */
  readonly maxBacklog?: number | undefined;
  /**
   * Whether the front watches its store, so that what others overwrite or delete there changes in memory too (KS-FRONT-5). Where that
   * fails, `onError` is told, with an empty key; memory is then emptied of what is written, and the front tries again. Default: false.
   */
  readonly follow?: boolean | undefined;
}

/** How one value is recorded. */
export interface RecordOptions {
  /** Milliseconds until it expires, counted from `at`; `null`: never, although the store has a default. */
  readonly ttlMs?: number | null | undefined;
  /** The first millisecond at which it is gone, a whole number since the epoch, instead of `ttlMs` (KS-TTL-7). */
  readonly expiresAt?: number | undefined;
  /** When it really happened, in milliseconds since the epoch; what lies ahead counts as now. Default: now. */
  readonly at?: number | undefined;
}

/**
 * A store that answers at once, from memory, and is written behind (KS-FRONT-1). Made by `createMemoryFront`.
 *
 * Without `follow`, what other processes write is not seen in memory, but by a `lookup` of a key that is not there.
 */
export interface MemoryFront<T> {
  /** The live value of a key in memory. Looking keeps nothing alive. */
  peek(key: string): T | undefined;
  /**
   * Records a value in memory now, and in the store behind it, in the order of the calls. True: it is on its way. False: so
   * many are that it waits in memory, and `flush` is due. What would have expired already is not recorded at all.
   *
   * A failing store never makes it throw: `onError` is told (KS-FRONT-2). Bad input does.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` `KEYED_STORE_LIMIT_EXCEEDED` the key or value cannot be stored
   */
  record(key: string, value: T, options?: RecordOptions): boolean;
  /** The live value of a key, in memory or else in the store; then it is in memory too, with the age and expiry it has. */
  lookup(key: string): Promise<T | undefined>;
  /** Removes a key from memory now and from the store behind it (KS-FRONT-4); resolves when it is gone there too. */
  forget(key: string): Promise<void>;
  /** Brings the youngest entries of the store into memory, with the ages and expiries they have, and says how many (KS-FRONT-3). */
  warmup(): Promise<number>;
  /** Resolves when all that was recorded before has been tried, whatever came of it (KS-FRONT-2). Do it before the store is closed. */
  flush(): Promise<void>;
}
