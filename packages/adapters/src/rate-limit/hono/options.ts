import type { FailingOpenOptions, RateLimitStoreOptions } from "../counters/rate-limit-options.js";

/** Where a limiter of hono-rate-limiter counts, and what a failing store means. */
export interface HonoRateLimitStoreOptions extends RateLimitStoreOptions, FailingOpenOptions {}
