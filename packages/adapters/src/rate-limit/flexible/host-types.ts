/** A counter as the host's `_get` and `_upsert` give it; `expire` is null where it never expires. */
export interface FlexibleCounter {
  readonly points: number;
  readonly expire: number | null;
}

/** What the limiters of rate-limiter-flexible that count in a store have for those who build one. */
export interface FlexibleStoreLimiter {
  readonly points: number;
  _upsert(key: string, points: number, msDuration: number, forceExpire?: boolean): Promise<FlexibleCounter>;
  _get(key: string): Promise<FlexibleCounter | null>;
  _delete(key: string): Promise<boolean>;
}

/** The host's class of limiters that count in a store. */
export type FlexibleStoreLimiterClass = new (options: object) => FlexibleStoreLimiter;

/**
 * What is taken of the host: `import * as host from "rate-limiter-flexible"`. `L` is its class of limiters that count in a store, and
 * `O` are the options of these.
 */
export interface FlexibleHost<L, O> {
  /** Only to find the class that it extends, which the host does not export. */
  readonly RateLimiterMemcache: new (
    options: O,
  ) => L;
  readonly RateLimiterRes: new (
    remainingPoints?: number,
    msBeforeNext?: number,
    consumedPoints?: number,
    isFirstInDuration?: boolean,
  ) => object;
}
