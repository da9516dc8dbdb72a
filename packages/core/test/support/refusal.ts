import { isKeyedStoreError, type KeyedStoreError } from "../../src/errors/keyed-store-error.js";

/** The error that `work` throws; fails the test if it throws none or another kind. */
export function refusal(work: () => unknown): KeyedStoreError {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    if (isKeyedStoreError(error)) return error;
    throw new Error("something else than a KeyedStoreError was thrown", { cause: error });
  }
  throw new Error(`nothing was thrown, but this came back: ${String(result)}`);
}
