import type { KeyRange } from "../../backend/command.js";
import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseKey } from "../../handles/parse-key.js";
import { computePrefixUpperBound } from "../../text/compute-prefix-upper-bound.js";
import type { OptionValues } from "../../validation/check-options.js";

/** The options that tell a range of keys. */
export const RANGE_NAMES: readonly string[] = ["from", "to", "prefix"];

/** Whether any of {@link RANGE_NAMES} is given. */
export function hasKeyRangeOptions({ from, to, prefix }: OptionValues): boolean {
  return from !== undefined || to !== undefined || prefix !== undefined;
}

/**
 * A range of keys, valid: a prefix is turned into its bounds (KS-RANGE-1).
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a bound is no key, or a prefix stands beside one
 */
export function parseKeyRange(
  handle: NamespaceHandle<unknown>,
  { from, to, prefix }: OptionValues,
  operationName: string,
): KeyRange {
  if (prefix === undefined) {
    return {
      ...(from === undefined ? {} : { from: parseKey(handle, from, operationName, "from") }),
      ...(to === undefined ? {} : { to: parseKey(handle, to, operationName, "to") }),
    };
  }
  if (from !== undefined || to !== undefined) {
    throw invalidInputError(operationName, "prefix stands for a range by itself. Give it, or from and to.");
  }
  if (prefix === "") return {};
  const start = parseKey(handle, prefix, operationName, "prefix");
  const end = computePrefixUpperBound(start);
  return end === undefined ? { from: start } : { from: start, to: end };
}
