import type { RateLimitStoreOptions } from "../counters/rate-limit-options.js";
import type { FlexibleHost } from "./host-types.js";

/** The host, its own options, and where its limiter counts. */
export interface FlexibleRateLimiterOptions<L, O> extends RateLimitStoreOptions {
  /** The host's module: `import * as host from "rate-limiter-flexible"`. */
  readonly host: FlexibleHost<L, O>;
  /** The host's options, handed on as they are: `points`, `duration`, `blockDuration`, `insuranceLimiter`, … */
  readonly limiter: Omit<O, "storeClient">;
}
