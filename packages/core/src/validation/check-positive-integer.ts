import { invalidInputError } from "../errors/input-errors.js";
import { formatArgument } from "../text/describe-value.js";

/** A whole number from 1, or `undefined`. */
export function checkPositiveInteger(input: unknown, argument: string, operation: string): number | undefined {
  if (input === undefined) return undefined;
  if (typeof input === "number" && Number.isSafeInteger(input) && input >= 1) return input;
  throw invalidInputError(operation, `${argument} must be a whole number of at least 1, was ${formatArgument(input)}.`);
}
