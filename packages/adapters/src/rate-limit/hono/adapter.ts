import type { StoreSource } from "../../shared/store-source.js";
import { createFailOpenRunner } from "../counters/fail-open-runner.js";
import { openCounterNamespace } from "../counters/open-counters.js";
import { createRateLimitWindowStore } from "../window/create-rate-limit-window-store.js";
import type { WindowStore } from "../window/window-store.js";
import type { HonoRateLimitStoreOptions } from "./options.js";

const OPERATION = "createHonoRateLimitStore";

/**
 * A store for hono-rate-limiter, one for each limiter, that counts exactly among all processes on the store. Where the store
 * fails, the request does, with the store's error in `app.onError`, unless `failOpen` is given.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createHonoRateLimitStore(source: StoreSource, options: HonoRateLimitStoreOptions): WindowStore {
  const namespace = openCounterNamespace<number>(source, options, ["failOpen"], OPERATION);
  return createRateLimitWindowStore(
    namespace,
    createFailOpenRunner(namespace.adapterOptions["failOpen"], OPERATION),
    "rateLimiter()",
  );
}
