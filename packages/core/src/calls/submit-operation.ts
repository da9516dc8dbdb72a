import type { StoreContext } from "../handles/store-context.js";
import type { ErrorContext } from "../queue/call.js";
import type { OperationStep } from "../queue/operation-step.js";
import { throwAsyncResultError } from "../queue/throw-async-result-error.js";
import { toKeyedStoreError } from "../queue/to-keyed-store-error.js";
import { assertOperationAllowed } from "./assert-operation-allowed.js";
import type { PreparedStep } from "./prepared-step.js";

/** Checks an operation and puts it into the queue. Every error is a rejection. */
export function submitOperation<R>(
  store: StoreContext,
  errorContext: ErrorContext,
  createFirstStep: () => PreparedStep<R>,
): Promise<R> {
  const { queue, client, backend } = store;
  try {
    assertOperationAllowed(store, errorContext.operation);
    const first = createFirstStep();
    return first instanceof Promise
      ? queue.issueStepWhenResolved(first, client, errorContext)
      : queue.issueStep(first, client, errorContext);
  } catch (error) {
    return Promise.reject(toKeyedStoreError(error, errorContext, backend, false));
  }
}

/** Checks an operation and completes it now, after all that was issued before. Every error is thrown. */
export function runOperationSync<R>(
  store: StoreContext,
  errorContext: ErrorContext,
  createFirstStep: () => PreparedStep<R>,
): R {
  return store.queue.runStepSync(
    assertAllowedAndCreateSyncStep(store, errorContext, createFirstStep),
    store.client,
    errorContext,
  );
}

function assertAllowedAndCreateSyncStep<R>(
  store: StoreContext,
  errorContext: ErrorContext,
  createFirstStep: () => PreparedStep<R>,
): OperationStep<R> {
  try {
    assertOperationAllowed(store, errorContext.operation);
    const first = createFirstStep();
    return first instanceof Promise ? throwAsyncResultError(first) : first;
  } catch (error) {
    throw toKeyedStoreError(error, errorContext, store.backend, false);
  }
}
