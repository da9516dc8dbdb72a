import type { OpenStore } from "../handles/store-context.js";
import type { Where } from "../queue/call.js";
import type { Step } from "../queue/operation-step.js";
import { refuseLate } from "../queue/refuse-async-result.js";
import { explain } from "../queue/to-contract-error.js";
import { admit } from "./assert-operation-allowed.js";
import type { Prepared } from "./prepared-step.js";

/** Issues an operation: whatever is wrong with it is a rejection. */
export function ask<R>(store: OpenStore, where: Where, prepare: () => Prepared<R>): Promise<R> {
  const { queue, issuer, backend } = store;
  try {
    admit(store, where.operation);
    const first = prepare();
    return first instanceof Promise ? queue.issueLater(first, issuer, where) : queue.issue(first, issuer, where);
  } catch (error) {
    return Promise.reject(explain(error, where, backend, false));
  }
}

/** Does an operation now, after all that was issued before: whatever is wrong with it is thrown. */
export function demand<R>(store: OpenStore, where: Where, prepare: () => Prepared<R>): R {
  return store.queue.run(admitted(store, where, prepare), store.issuer, where);
}

function admitted<R>(store: OpenStore, where: Where, prepare: () => Prepared<R>): Step<R> {
  try {
    admit(store, where.operation);
    const first = prepare();
    return first instanceof Promise ? refuseLate(first) : first;
  } catch (error) {
    throw explain(error, where, store.backend, false);
  }
}
