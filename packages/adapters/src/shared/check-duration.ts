import { formatReceivedArgument, invalidInputError } from "@keyed-store/core";

/**
 * An option in milliseconds: a whole number from 1, or undefined where it was not given.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` anything else
 */
export function checkDuration(value: unknown, argument: string, operationName: string): number | undefined {
  if (value === undefined || (typeof value === "number" && Number.isSafeInteger(value) && value >= 1)) return value;
  throw invalidInputError(
    operationName,
    `${argument} must be a whole number of milliseconds of at least 1, was ${formatReceivedArgument(value)}.`,
  );
}
