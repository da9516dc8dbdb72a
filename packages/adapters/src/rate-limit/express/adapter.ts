import type { StoreSource } from "../../shared/store-source.js";
import { openCounterNamespace } from "../counters/open-counters.js";
import type { RateLimitStoreOptions } from "../counters/rate-limit-options.js";
import { createRateLimitWindowStore } from "../window/create-rate-limit-window-store.js";
import type { WindowStore } from "../window/window-store.js";

const OPERATION = "createExpressRateLimitStore";

/**
 * A store for express-rate-limit 7 and 8, one for each limiter, that counts exactly among all processes on the store. A store
 * that fails is an error of the request, or lets it pass, as the host's `passOnStoreError` says.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createExpressRateLimitStore(source: StoreSource, options: RateLimitStoreOptions): WindowStore {
  const namespace = openCounterNamespace<number>(source, options, [], OPERATION);
  return createRateLimitWindowStore(namespace, (run) => run(), "rateLimit()");
}
