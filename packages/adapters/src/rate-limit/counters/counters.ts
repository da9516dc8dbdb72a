/** A counter as it is after an operation. */
export interface Count {
  readonly count: number;
  /** The first millisecond at which it is gone; absent where it never expires. */
  readonly expiresAt: number | undefined;
}

/**
 * Counters that expire. Each operation is one atomic step among all processes on the store (KS-ATOM-6, KS-ATOM-7), and rejects
 * as those of `KeyedStore` do.
 */
export interface Counters {
  /** Adds to a counter. One that begins lives for `ttlMs`, or for ever with `null`; one that is there keeps its expiry. */
  add(key: string, by: number, ttlMs: number | null): Promise<Count>;
  /** Adds one, with an expiry that depends on the new count: `ttlOf` gives milliseconds, or undefined to keep it. */
  advance(key: string, ttlOf: (count: number, isNew: boolean) => number | undefined): Promise<Count>;
  /** Takes one hit back, where one is left to take, and keeps the expiry. */
  takeBack(key: string): Promise<void>;
  /** Sets a counter and its time to live; `null` for ever. */
  set(key: string, count: number, ttlMs: number | null): Promise<void>;
  /** The counter as it is. */
  read(key: string): Promise<Count | undefined>;
  /** Removes a counter, and says whether there was one. */
  reset(key: string): Promise<boolean>;
  /** Removes all counters of the namespace. */
  resetAll(): Promise<void>;
  /** Closes the store, if the adapter opened it. */
  close(): Promise<void>;
}
