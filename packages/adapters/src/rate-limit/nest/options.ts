import type { FailingOpenOptions, RateLimitStoreOptions } from "../counters/rate-limit-options.js";

/** Where a throttler of NestJS counts, and what a failing store means. */
export interface NestThrottlerStorageOptions extends RateLimitStoreOptions, FailingOpenOptions {}
