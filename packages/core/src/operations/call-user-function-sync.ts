import { isPromise } from "../async/is-promise.js";
import { invalidInputError } from "../errors/input-errors.js";
import { CallbackError } from "../queue/to-keyed-store-error.js";

/**
 * Calls a function of the caller's. What it throws is passed on as it is.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it returned a promise
 */
export function callUserFunctionSync<A, R>(fn: (argument: A) => R, argument: A, operationName: string): R {
  let result: R;
  try {
    result = fn(argument);
  } catch (error) {
    throw new CallbackError(error);
  }
  if (!isPromise(result)) return result;
  result.then(undefined, () => {}); // the call fails, whatever becomes of the promise
  throw invalidInputError(
    operationName,
    `fn must be synchronous, but returned a promise. Await first, then ${operationName}.`,
  );
}
