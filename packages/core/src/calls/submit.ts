import type { StoreContext } from "../handles/store-context.js";
import type { ErrorContext } from "../queue/call.js";
import type { OperationStep } from "../queue/operation-step.js";
import { refuseAsyncResult } from "../queue/refuse-async-result.js";
import { toContractError } from "../queue/to-contract-error.js";
import { assertOperationAllowed } from "./assert-operation-allowed.js";
import type { PreparedStep } from "./prepared-step.js";

/** Checks an operation and puts it into the queue. Every error is a rejection. */
export function submit<R>(store: StoreContext, context: ErrorContext, prepare: () => PreparedStep<R>): Promise<R> {
  const { queue, client, backend } = store;
  try {
    assertOperationAllowed(store, context.operation);
    const first = prepare();
    return first instanceof Promise
      ? queue.issueWhenResolved(first, client, context)
      : queue.issue(first, client, context);
  } catch (error) {
    return Promise.reject(toContractError(error, context, backend, false));
  }
}

/** Checks an operation and completes it now, after all that was issued before. Every error is thrown. */
export function runSync<R>(store: StoreContext, context: ErrorContext, prepare: () => PreparedStep<R>): R {
  return store.queue.runSync(prepareStep(store, context, prepare), store.client, context);
}

function prepareStep<R>(store: StoreContext, context: ErrorContext, prepare: () => PreparedStep<R>): OperationStep<R> {
  try {
    assertOperationAllowed(store, context.operation);
    const first = prepare();
    return first instanceof Promise ? refuseAsyncResult(first) : first;
  } catch (error) {
    throw toContractError(error, context, store.backend, false);
  }
}
