import type { StoreContext } from "../handles/store-context.js";
import { toContractError } from "../queue/to-contract-error.js";
import { assertOperationAllowed } from "./assert-operation-allowed.js";

/**
 * Runs work on the backend that is no transaction, after all that was issued before. `prepare` checks the arguments
 * and gives the work.
 */
export function runExclusive(
  store: StoreContext,
  operation: string,
  prepare: () => () => void | Promise<void>,
): Promise<void> {
  const { queue, client, backend } = store;
  try {
    assertOperationAllowed(store, operation);
    const work = prepare();
    return afterDetachedOperations(store, () => queue.runExclusive(work, client, { operation }));
  } catch (error) {
    return Promise.reject(toContractError(error, { operation }, backend, false));
  }
}

/** Starts `operation` when the operations outside of the queue are done; where there are none, at once. */
export function afterDetachedOperations<R>(store: StoreContext, operation: () => Promise<R>): Promise<R> {
  const { detached } = store.client;
  return detached.size === 0 ? operation() : Promise.all(detached).then(operation);
}
