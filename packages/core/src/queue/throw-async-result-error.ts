import { KeyedStoreError } from "../errors/keyed-store-error.js";

/**
 * Refuses a result that is a promise to a synchronous caller.
 *
 * @throws `KEYED_STORE_UNSUPPORTED` always
 */
export function throwAsyncResultError(promise: Promise<unknown>): never {
  promise.catch(() => {}); // whatever comes of it, nobody waits for it any more
  throw new KeyedStoreError(
    "KEYED_STORE_UNSUPPORTED",
    "The schema validates asynchronously, which the synchronous API cannot wait for. Use openKeyedStore.",
  );
}
