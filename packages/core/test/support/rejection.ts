import { isKeyedStoreError, type KeyedStoreError } from "../../src/errors/keyed-store-error.js";

/** The error that a promise is rejected with; fails the test if it is none of ours. */
export async function rejection(promise: Promise<unknown>): Promise<KeyedStoreError> {
  let result: unknown;
  try {
    result = await promise;
  } catch (error) {
    if (isKeyedStoreError(error)) return error;
    throw new Error("rejected with something else than a KeyedStoreError", { cause: error });
  }
  throw new Error(`not rejected, but resolved with ${String(result)}`);
}
