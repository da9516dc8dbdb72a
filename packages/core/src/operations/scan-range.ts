import { invalidInput } from "../errors/input-errors.js";
import { keyOf } from "../handles/check-call.js";
import type { Handle } from "../handles/namespace-handle.js";
import { show } from "../text/describe-value.js";
import { checkOptions } from "../validation/check-options.js";
import { limitOf } from "../validation/check-positive-integer.js";
import { versionOf } from "../validation/check-version.js";

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
export function scanRange(handle: Handle<unknown>, given: unknown): ScanRange {
  const options = checkOptions(given, NAMES, "iterate options", "iterate");
  const { order = "age", reverse = false } = options;
  if (order !== "age" && order !== "key") {
    throw invalidInput("iterate", `order must be "age" or "key", was ${show(order)}.`);
  }
  if (typeof reverse !== "boolean") {
    throw invalidInput("iterate", `reverse must be true or false, was ${show(reverse)}.`);
  }
  const limit = limitOf(options["limit"], "limit", "iterate") ?? Number.POSITIVE_INFINITY;
  return { order, reverse, limit, bounds: order === "age" ? ageBounds(options) : keyBounds(handle, options) };
}

const NAMES = ["order", "from", "to", "after", "limit", "reverse"];

function ageBounds({ from, to, after }: Record<string, unknown>): ScanRange["bounds"] {
  if (from !== undefined || to !== undefined) {
    throw invalidInput("iterate", 'from and to are keys, which only order: "key" has. To go on by age, use after.');
  }
  return after === undefined ? {} : { after: versionOf(after, "after", "iterate") };
}

function keyBounds(handle: Handle<unknown>, { from, to, after }: Record<string, unknown>): ScanRange["bounds"] {
  const bounds: { from?: string; to?: string; after?: string } = {};
  if (from !== undefined) bounds.from = keyOf(handle, from, "iterate");
  if (to !== undefined) bounds.to = keyOf(handle, to, "iterate");
  if (after !== undefined) bounds.after = keyOf(handle, after, "iterate");
  return bounds;
}
