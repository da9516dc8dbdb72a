import type { EntryVersion } from "../contract/entry.js";
import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";

/** An entry's version, as the caller has it from an entry. */
export function parseVersion(
  version: unknown,
  argumentName: string,
  operationName: string,
  otherAllowedText = "",
): EntryVersion {
  if (typeof version === "number" && Number.isSafeInteger(version) && version >= 1) return version;
  throw invalidInputError(
    operationName,
    `${argumentName} must be the version of an entry${otherAllowedText}, was ${formatReceivedArgument(version)}.`,
  );
}

/** A version, or `null` for the absence of an entry. */
export function parseVersionOrNull(version: unknown, argumentName: string, operationName: string): EntryVersion | null {
  return version === null ? null : parseVersion(version, argumentName, operationName, ", or null to expect none");
}
