import { formatReceivedArgument, invalidInputError } from "@keyed-store/core";

/** Runs an operation of a limiter; where the store fails and it is to fail open, gives `instead` and tells of the error. */
export type FailOpenRunner = <R>(operation: () => Promise<R>, instead: () => R) => Promise<R>;

/**
 * What becomes of a failing store, as the option `failOpen` says.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is neither a function nor left out
 */
export function createFailOpenRunner(failOpen: unknown, operationName: string): FailOpenRunner {
  if (failOpen === undefined) return (run) => run();
  if (typeof failOpen !== "function") {
    const given = formatReceivedArgument(failOpen);
    throw invalidInputError(
      operationName,
      `failOpen must be a function that is told of the errors of the store, was ${given}. Leave it out to fail closed.`,
    );
  }
  const tell = failOpen as (error: unknown) => void; // what it gives is of no interest
  return async (run, instead) => {
    try {
      return await run();
    } catch (error) {
      tell(error);
      return instead();
    }
  };
}
