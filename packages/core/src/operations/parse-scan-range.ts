import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { validateKey } from "../handles/validate-key.js";
import { formatArgument } from "../text/describe-value.js";
import { checkOptions } from "../validation/check-options.js";
import { checkPositiveInteger } from "../validation/check-positive-integer.js";
import { checkVersion } from "../validation/check-version.js";

/** What `iterate` is to give, valid. */
export interface ScanRange {
  readonly order: "age" | "key";
  readonly reverse: boolean;
  /** How many entries at most. */
  readonly limit: number;
  readonly bounds: { readonly from?: string; readonly to?: string; readonly after?: string | number };
}

/**
 * The options of `iterate`, checked.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one of them is wrong, or has no meaning in this order
 */
export function parseScanRange(handle: NamespaceHandle<unknown>, input: unknown): ScanRange {
  const options = checkOptions(input, NAMES, "iterate options", "iterate");
  const { order = "age", reverse = false } = options;
  if (order !== "age" && order !== "key") {
    throw invalidInputError("iterate", `order must be "age" or "key", was ${formatArgument(order)}.`);
  }
  if (typeof reverse !== "boolean") {
    throw invalidInputError("iterate", `reverse must be true or false, was ${formatArgument(reverse)}.`);
  }
  const limit = checkPositiveInteger(options["limit"], "limit", "iterate") ?? Number.POSITIVE_INFINITY;
  return { order, reverse, limit, bounds: order === "age" ? parseAgeBounds(options) : parseKeyBounds(handle, options) };
}

const NAMES = ["order", "from", "to", "after", "limit", "reverse"];

function parseAgeBounds({ from, to, after }: Record<string, unknown>): ScanRange["bounds"] {
  if (from !== undefined || to !== undefined) {
    throw invalidInputError(
      "iterate",
      'from and to are keys, which only order: "key" has. To go on by age, use after.',
    );
  }
  return after === undefined ? {} : { after: checkVersion(after, "after", "iterate") };
}

function parseKeyBounds(
  handle: NamespaceHandle<unknown>,
  { from, to, after }: Record<string, unknown>,
): ScanRange["bounds"] {
  const bounds: { from?: string; to?: string; after?: string } = {};
  if (from !== undefined) bounds.from = validateKey(handle, from, "iterate");
  if (to !== undefined) bounds.to = validateKey(handle, to, "iterate");
  if (after !== undefined) bounds.after = validateKey(handle, after, "iterate");
  return bounds;
}
