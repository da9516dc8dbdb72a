import type { StoreContext } from "../handles/store-context.js";
import { toKeyedStoreError } from "../queue/to-keyed-store-error.js";
import { assertOperationAllowed } from "./assert-operation-allowed.js";

/**
 * Runs work on the backend that is no transaction, after all that was issued before. `checkArgumentsAndCreateWork` checks the arguments
 * and gives the work.
 */
export function submitExclusiveWork(
  store: StoreContext,
  operationName: string,
  checkArgumentsAndCreateWork: () => () => void | Promise<void>,
): Promise<void> {
  const { queue, client, backend } = store;
  try {
    assertOperationAllowed(store, operationName);
    const work = checkArgumentsAndCreateWork();
    return startAfterOperationsOutsideQueue(store, () =>
      queue.runExclusive(work, client, { operation: operationName }),
    );
  } catch (error) {
    return Promise.reject(toKeyedStoreError(error, { operation: operationName }, backend, false));
  }
}

/** Starts `operation` when the operations outside of the queue are done; where there are none, at once. */
export function startAfterOperationsOutsideQueue<R>(store: StoreContext, startOperation: () => Promise<R>): Promise<R> {
  const { operationsOutsideQueue } = store.client;
  return operationsOutsideQueue.size === 0
    ? startOperation()
    : Promise.all(operationsOutsideQueue).then(startOperation);
}
