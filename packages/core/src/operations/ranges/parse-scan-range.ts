import type { KeyRange, ScanCursor } from "../../backend/command.js";
import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseKey } from "../../handles/parse-key.js";
import { formatReceivedArgument } from "../../text/describe-value.js";
import { checkOptions, type OptionValues } from "../../validation/check-options.js";
import { parseOptionalPositiveInteger } from "../../validation/parse-optional-positive-integer.js";
import { parseVersion } from "../../validation/parse-version.js";
import { hasKeyRangeOptions, parseKeyRange, RANGE_NAMES } from "./parse-key-range.js";

/** Where a scan begins and ends: by keys, and after a place in its order. */
export interface ScanBounds extends KeyRange {
  readonly after?: ScanCursor;
}

/** What `iterate` or `keys` is to give, valid. */
export interface ScanRange {
  readonly order: "age" | "key";
  readonly reverse: boolean;
  /** How many entries at most. */
  readonly limit: number;
  readonly bounds: ScanBounds;
}

/**
 * The options of `iterate` or `keys`, checked. A range is one of keys, so that it implies their order.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one of them is wrong, or has no meaning in this order
 */
export function parseScanRange(handle: NamespaceHandle<unknown>, input: unknown, operationName: string): ScanRange {
  const options = checkOptions(input, NAMES, `${operationName} options`, operationName);
  const { order = hasKeyRangeOptions(options) ? "key" : "age", reverse = false } = options;
  if (order !== "age" && order !== "key") {
    throw invalidInputError(operationName, `order must be "age" or "key", was ${formatReceivedArgument(order)}.`);
  }
  if (typeof reverse !== "boolean") {
    throw invalidInputError(operationName, `reverse must be true or false, was ${formatReceivedArgument(reverse)}.`);
  }
  const limit = parseOptionalPositiveInteger(options["limit"], "limit", operationName) ?? Number.POSITIVE_INFINITY;
  const parseBounds = order === "age" ? parseBoundsOfAgeOrder : parseKeyBounds;
  return { order, reverse, limit, bounds: parseBounds(handle, options, operationName) };
}

const NAMES = ["order", "after", "limit", "reverse", ...RANGE_NAMES];

function parseBoundsOfAgeOrder(
  _handle: NamespaceHandle<unknown>,
  options: OptionValues,
  operationName: string,
): ScanBounds {
  if (hasKeyRangeOptions(options)) {
    throw invalidInputError(
      operationName,
      'from, to and prefix are about keys, which only order: "key" has. To go on by age, use after.',
    );
  }
  const { after } = options;
  return after === undefined ? {} : { after: parseVersion(after, "after", operationName) };
}

function parseKeyBounds(handle: NamespaceHandle<unknown>, options: OptionValues, operationName: string): ScanBounds {
  const range = parseKeyRange(handle, options, operationName);
  const { after } = options;
  return after === undefined ? range : { ...range, after: parseKey(handle, after, operationName, "after") };
}
