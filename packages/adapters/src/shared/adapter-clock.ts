import { type Clock, formatReceivedArgument, invalidInputError, systemClock } from "@keyed-store/core";

/**
 * The clock by which an adapter tells how long something still lives: the system's, or the store's own where it has one.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is no function
 */
export function checkAdapterClock(clock: unknown, operationName: string): Clock {
  if (clock === undefined) return systemClock;
  if (typeof clock === "function") return clock as Clock; // what it answers is the caller's, as everywhere
  throw invalidInputError(operationName, `clock must be a function, was ${formatReceivedArgument(clock)}.`);
}
