import type { OpenStore } from "../handles/store-context.js";
import { explain } from "../queue/to-contract-error.js";
import { admit } from "./assert-operation-allowed.js";

/**
 * Does something with the backend that is no transaction, after all that was issued before. `prepare` checks the
 * arguments and gives what to do.
 */
export function turn(store: OpenStore, operation: string, prepare: () => () => void | Promise<void>): Promise<void> {
  const { queue, issuer, backend } = store;
  try {
    admit(store, operation);
    const work = prepare();
    return afterDetached(store, () => queue.turn(work, issuer, { operation }));
  } catch (error) {
    return Promise.reject(explain(error, { operation }, backend, false));
  }
}

/** Goes on when the operations that had to leave the queue are done; where there are none, at once. */
export function afterDetached<R>(store: OpenStore, goOn: () => Promise<R>): Promise<R> {
  const { detached } = store.issuer;
  return detached.size === 0 ? goOn() : Promise.all(detached).then(goOn);
}
