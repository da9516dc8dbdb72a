/** What @nestjs/throttler is told of a request. */
export interface NestThrottlerRecord {
  totalHits: number;
  /** Seconds until the count ends. */
  timeToExpire: number;
  isBlocked: boolean;
  /** Seconds until the client is let in again. */
  timeToBlockExpire: number;
}

/** What @nestjs/throttler takes as its `storage`. */
export interface NestThrottlerStorage {
  /** Counts a request of a client, unless it is blocked, and blocks it where it is one too many. Times are in milliseconds. */
  increment(
    key: string,
    ttl: number,
    limit: number,
    blockDuration: number,
    throttlerName: string,
  ): Promise<NestThrottlerRecord>;
  /** Nest calls it when the application closes: it closes the store, if the adapter opened it. */
  onApplicationShutdown(): Promise<void>;
}
