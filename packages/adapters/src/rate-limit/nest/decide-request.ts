import type { CounterRecord } from "../counters/open-counters.js";

/** What a request makes of a client's record: `write` is what to store, with a time to live where that begins anew. */
export interface Decision {
  readonly hits: number;
  readonly isBlocked: boolean;
  readonly write?: { readonly value: CounterRecord; readonly ttlMs?: number };
}

/** The limits of a throttler, in milliseconds. */
export interface ThrottlerLimits {
  readonly limit: number;
  readonly ttlMs: number;
  /** How long a client is blocked; `undefined` where it is refused only until its window ends. */
  readonly blockMs: number | undefined;
}

/**
 * Decides on a request: it is counted up to the limit. The one that is too many blocks the client for `blockMs`, after which
 * counting begins anew; requests of a blocked client change nothing.
 */
export function decideRequest(record: CounterRecord | undefined, limits: ThrottlerLimits): Decision {
  const { limit, ttlMs, blockMs } = limits;
  const hits = record?.hits ?? 0;
  if (record?.blocked === true) return { hits, isBlocked: true };
  if (hits < limit) {
    const value = { hits: hits + 1 };
    return { hits: hits + 1, isBlocked: false, write: record === undefined ? { value, ttlMs } : { value } };
  }
  if (blockMs === undefined) return { hits: hits + 1, isBlocked: true };
  return { hits: hits + 1, isBlocked: true, write: { value: { hits: hits + 1, blocked: true }, ttlMs: blockMs } };
}
