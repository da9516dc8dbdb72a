import { invalidInput } from "../errors/input-errors.js";
import { show } from "../text/describe-value.js";

/** An entry's version, as the caller has it from an entry. */
export function versionOf(version: unknown, argument: string, operation: string, orNull = ""): number {
  if (typeof version === "number" && Number.isSafeInteger(version) && version >= 1) return version;
  throw invalidInput(operation, `${argument} must be the version of an entry${orNull}, was ${show(version)}.`);
}

/** A version, or `null` for the absence of an entry. */
export function versionOrNullOf(version: unknown, argument: string, operation: string): number | null {
  return version === null ? null : versionOf(version, argument, operation, ", or null to expect none");
}
