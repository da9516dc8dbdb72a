import type { Handle } from "../handles/namespace-handle.js";
import { explain } from "../queue/to-contract-error.js";

/** Does some work on a namespace; its error is told from where the caller stands. */
export function told<R>({ store, space }: Handle<unknown>, operation: string, work: () => R): R {
  const { owner, namespace } = space;
  const tell = (error: unknown) => explain(error, { operation, owner, namespace }, store.backend, false);
  try {
    const result = work();
    // The type of a promise's `catch` cannot say that it is still an R.
    return result instanceof Promise ? (result.catch((error) => Promise.reject(tell(error))) as R) : result;
  } catch (error) {
    throw tell(error);
  }
}
