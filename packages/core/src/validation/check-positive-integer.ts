import { invalidInput } from "../errors/input-errors.js";
import { show } from "../text/describe-value.js";

/** A whole number from 1, or `undefined`. */
export function limitOf(limit: unknown, argument: string, operation: string): number | undefined {
  if (limit === undefined) return undefined;
  if (typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 1) return limit;
  throw invalidInput(operation, `${argument} must be a whole number of at least 1, was ${show(limit)}.`);
}
