import { KeyedStoreError } from "../errors/keyed-store-error.js";

/**
 * Refuses an end that comes later to a caller who holds up the thread for it.
 *
 * @throws `KEYED_STORE_UNSUPPORTED` always
 */
export function refuseAsyncResult(promise: Promise<unknown>): never {
  promise.catch(() => {}); // whatever comes of it, nobody waits for it any more
  throw new KeyedStoreError(
    "KEYED_STORE_UNSUPPORTED",
    "The schema validates asynchronously, which the synchronous API cannot wait for. Use openKeyedStore.",
  );
}
