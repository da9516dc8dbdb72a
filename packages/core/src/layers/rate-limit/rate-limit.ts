/** How much may happen in how long a time. */
export interface RateLimitOptions {
  /** How much may be taken of a key in one window, a whole number from 1. */
  readonly limit: number;
  /** How long a window is, in milliseconds, a whole number from 1. It begins with the first take after the last one ended. */
  readonly windowMs: number;
}

/** How much is taken. */
export interface TakeOptions {
  /** A whole number from 1 to the limit. Default 1. */
  readonly cost?: number | undefined;
}

/** What became of a take. */
export interface TakeResult {
  /** Whether it is within the limit; what is not has taken nothing. */
  readonly allowed: boolean;
  /** How much is left in this window. */
  readonly remaining: number;
  /** When the window ends, in milliseconds since the epoch; `Infinity` where the counter was written by others, without an expiry. */
  readonly resetAt: number;
}

/**
 * Limits how much may happen in a window of time, for each key, such as a client, in all processes together (KS-RATE-1).
 * Made by `createRateLimit`.
 */
export interface RateLimit {
  /**
   * Takes of what is left for a key, if it suffices. Any operation may reject as one of `KeyedStore` may.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` the key, the cost, or a counter of the store that holds no number
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` the store has no room for another key
   */
  take(key: string, options?: TakeOptions): Promise<TakeResult>;
}
