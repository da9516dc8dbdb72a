import type { Limits } from "../contract/limits.js";
import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { checkOptions } from "./check-options.js";

/** The limits of a store that was opened without any. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  maxEntriesPerOwner: Number.POSITIVE_INFINITY,
  maxKeyBytes: 512,
  maxNamespaceBytes: 128,
  maxValueBytes: 65_536,
  maxDepth: 64,
});

/**
 * The limits of a store: those given, and the defaults for the others.
 *
 * @param input - the option `limits` as the caller gave it; `undefined` for none
 * @throws `KEYED_STORE_INVALID_INPUT` an unknown name, or not a whole number of at least 1
 */
export function resolveLimits(input: unknown, operationName: string): Limits {
  const options = checkOptions(input, Object.keys(DEFAULT_LIMITS), "limits", operationName);
  const readLimit = (name: keyof Limits): number => {
    const value = options[name];
    if (value === undefined) return DEFAULT_LIMITS[name];
    const unbounded = name === "maxEntriesPerOwner" && value === Number.POSITIVE_INFINITY;
    if (unbounded || isPositiveInteger(value)) return value;
    const orInfinity = name === "maxEntriesPerOwner" ? " or Infinity" : "";
    throw invalidInputError(
      operationName,
      `limits.${name} must be a whole number of at least 1${orInfinity}, was ${formatReceivedArgument(value)}.`,
    );
  };
  return Object.freeze({
    maxEntriesPerOwner: readLimit("maxEntriesPerOwner"),
    maxKeyBytes: readLimit("maxKeyBytes"),
    maxNamespaceBytes: readLimit("maxNamespaceBytes"),
    maxValueBytes: readLimit("maxValueBytes"),
    maxDepth: readLimit("maxDepth"),
  });
}

function isPositiveInteger(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
