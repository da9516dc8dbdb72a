import type { KeyRange } from "../../backend/command.js";
import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { validateKey } from "../../handles/validate-key.js";
import { computePrefixUpperBound } from "../../text/compute-prefix-upper-bound.js";

/** The options that tell a range of keys. */
export const RANGE_NAMES: readonly string[] = ["from", "to", "prefix"];

/** Whether any of {@link RANGE_NAMES} is given. */
export function hasKeyRange({ from, to, prefix }: Record<string, unknown>): boolean {
  return from !== undefined || to !== undefined || prefix !== undefined;
}

/**
 * A range of keys, valid: a prefix is turned into its bounds (KS-RANGE-1).
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a bound is no key, or a prefix stands beside one
 */
export function parseKeyRange(
  handle: NamespaceHandle<unknown>,
  { from, to, prefix }: Record<string, unknown>,
  operation: string,
): KeyRange {
  if (prefix === undefined) {
    return {
      ...(from === undefined ? {} : { from: validateKey(handle, from, operation, "from") }),
      ...(to === undefined ? {} : { to: validateKey(handle, to, operation, "to") }),
    };
  }
  if (from !== undefined || to !== undefined) {
    throw invalidInputError(operation, "prefix stands for a range by itself. Give it, or from and to.");
  }
  if (prefix === "") return {};
  const start = validateKey(handle, prefix, operation, "prefix");
  const end = computePrefixUpperBound(start);
  return end === undefined ? { from: start } : { from: start, to: end };
}
