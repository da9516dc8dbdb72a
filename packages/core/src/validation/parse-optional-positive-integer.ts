import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";

/** A whole number from 1, or `undefined`. */
export function parseOptionalPositiveInteger(
  input: unknown,
  argumentName: string,
  operationName: string,
): number | undefined {
  if (input === undefined) return undefined;
  if (typeof input === "number" && Number.isSafeInteger(input) && input >= 1) return input;
  throw invalidInputError(
    operationName,
    `${argumentName} must be a whole number of at least 1, was ${formatReceivedArgument(input)}.`,
  );
}
