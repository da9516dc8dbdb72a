import { explain } from "../queue/explain.js";
import { admit } from "./admit.js";
import type { OpenStore } from "./open-store.js";

/**
 * Does something with the backend that is no transaction, after all that was issued before. `prepare` checks the
 * arguments and gives what to do.
 */
export function turn(store: OpenStore, operation: string, prepare: () => () => void | Promise<void>): Promise<void> {
  const { queue, issuer, backend } = store;
  try {
    admit(store, operation);
    const work = prepare();
    return afterValidators(store, () => queue.turn(work, issuer, { operation }));
  } catch (error) {
    return Promise.reject(explain(error, { operation }, backend, false));
  }
}

/** Goes on when what was issued before has left its validators, and so has its place in the queue; often that is now. */
export function afterValidators<R>(store: OpenStore, next: () => Promise<R>): Promise<R> {
  const { detached } = store.issuer;
  if (detached.size === 0) return next();
  return Promise.all(detached).then(() => afterValidators(store, next));
}
