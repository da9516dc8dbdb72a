import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { toKeyedStoreError } from "../queue/to-keyed-store-error.js";

/** Runs `work` and adds operation, owner and namespace to its error. */
export function runAddingErrorContext<R>(
  { store, ref }: NamespaceHandle<unknown>,
  operationName: string,
  work: () => R,
): R {
  const { owner, namespace } = ref;
  const addContext = (error: unknown) =>
    toKeyedStoreError(error, { operation: operationName, owner, namespace }, store.backend, false);
  try {
    const result = work();
    // The type of a promise's `catch` cannot say that it is still an R.
    return result instanceof Promise ? (result.catch((error) => Promise.reject(addContext(error))) as R) : result;
  } catch (error) {
    throw addContext(error);
  }
}
