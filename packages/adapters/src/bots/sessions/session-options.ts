import { checkOptions } from "@keyed-store/core";
import { checkDuration } from "../../shared/check-duration.js";
import { checkPlace, PLACE_OPTIONS, type Place, type PlaceOptions } from "../../shared/check-place.js";

/** Where the sessions of a bot are kept, and how long. */
export interface SessionOptions extends PlaceOptions {
  /** How long a session lives after its last write, in milliseconds, a whole number from 1. Default: for ever. */
  readonly ttlMs?: number | undefined;
}

/** {@link SessionOptions}, checked and whole, as `openKeyedStore` takes them. */
export interface SessionPlace extends Place {
  readonly defaultTtlMs: number | null;
}

/** The options, checked. */
export function parseSessionOptions(
  options: unknown,
  defaults: { readonly owner: string; readonly namespace: string },
  operation: string,
): SessionPlace {
  const checked = checkOptions(options, [...PLACE_OPTIONS, "ttlMs"], `${operation} options`, operation);
  return {
    ...checkPlace(checked, defaults, operation),
    defaultTtlMs: checkDuration(checked["ttlMs"], "ttlMs", operation) ?? null,
  };
}
