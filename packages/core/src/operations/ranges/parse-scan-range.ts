import type { KeyRange } from "../../backend/command.js";
import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { validateKey } from "../../handles/validate-key.js";
import { formatArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { checkPositiveInteger } from "../../validation/check-positive-integer.js";
import { checkVersion } from "../../validation/check-version.js";
import { hasKeyRange, parseKeyRange, RANGE_NAMES } from "./parse-key-range.js";

/** What `iterate` or `keys` is to give, valid. */
export interface ScanRange {
  readonly order: "age" | "key";
  readonly reverse: boolean;
  /** How many entries at most. */
  readonly limit: number;
  readonly bounds: KeyRange & { readonly after?: string | number };
}

/**
 * The options of `iterate` or `keys`, checked. A range is one of keys, so that it implies their order.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one of them is wrong, or has no meaning in this order
 */
export function parseScanRange(handle: NamespaceHandle<unknown>, input: unknown, operation: string): ScanRange {
  const options = checkOptions(input, NAMES, `${operation} options`, operation);
  const { order = hasKeyRange(options) ? "key" : "age", reverse = false } = options;
  if (order !== "age" && order !== "key") {
    throw invalidInputError(operation, `order must be "age" or "key", was ${formatArgument(order)}.`);
  }
  if (typeof reverse !== "boolean") {
    throw invalidInputError(operation, `reverse must be true or false, was ${formatArgument(reverse)}.`);
  }
  const limit = checkPositiveInteger(options["limit"], "limit", operation) ?? Number.POSITIVE_INFINITY;
  const parseBounds = order === "age" ? parseAgeBounds : parseKeyBounds;
  return { order, reverse, limit, bounds: parseBounds(handle, options, operation) };
}

const NAMES = ["order", "after", "limit", "reverse", ...RANGE_NAMES];

function parseAgeBounds(
  _handle: NamespaceHandle<unknown>,
  options: Record<string, unknown>,
  operation: string,
): ScanRange["bounds"] {
  if (hasKeyRange(options)) {
    throw invalidInputError(
      operation,
      'from, to and prefix are about keys, which only order: "key" has. To go on by age, use after.',
    );
  }
  const { after } = options;
  return after === undefined ? {} : { after: checkVersion(after, "after", operation) };
}

function parseKeyBounds(
  handle: NamespaceHandle<unknown>,
  options: Record<string, unknown>,
  operation: string,
): ScanRange["bounds"] {
  const range = parseKeyRange(handle, options, operation);
  const { after } = options;
  return after === undefined ? range : { ...range, after: validateKey(handle, after, operation, "after") };
}
