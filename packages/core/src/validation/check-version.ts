import { invalidInputError } from "../errors/input-errors.js";
import { formatArgument } from "../text/describe-value.js";

/** An entry's version, as the caller has it from an entry. */
export function checkVersion(version: unknown, argument: string, operation: string, alternative = ""): number {
  if (typeof version === "number" && Number.isSafeInteger(version) && version >= 1) return version;
  throw invalidInputError(
    operation,
    `${argument} must be the version of an entry${alternative}, was ${formatArgument(version)}.`,
  );
}

/** A version, or `null` for the absence of an entry. */
export function checkVersionOrNull(version: unknown, argument: string, operation: string): number | null {
  return version === null ? null : checkVersion(version, argument, operation, ", or null to expect none");
}
