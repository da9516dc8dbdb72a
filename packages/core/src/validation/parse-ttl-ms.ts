import type { EpochMs } from "../contract/clock.js";
import { invalidInputError } from "../errors/input-errors.js";
import { formatArgument } from "../text/describe-value.js";

/** The last millisecond that a `Date` can hold. */
export const MAX_DATE_MS = 8.64e15;

/**
 * A time to live as the caller gave it (KS-TTL-1): `undefined` is absent, `null` is "never expires", a number is
 * milliseconds.
 *
 * @param now - the time that it counts from, in milliseconds since the epoch
 * @param argumentName - what the caller calls it, for messages
 * @throws `KEYED_STORE_INVALID_INPUT` not a whole number of at least 1, or expiry would be no valid date
 */
export function parseTtlMs(
  ttlMs: unknown,
  now: EpochMs,
  operationName: string,
  argumentName = "ttlMs",
): number | null | undefined {
  if (ttlMs === undefined || ttlMs === null) return ttlMs;
  if (typeof ttlMs !== "number" || !Number.isInteger(ttlMs) || ttlMs < 1) {
    throw invalidInputError(
      operationName,
      `${argumentName} must be a whole number of milliseconds of at least 1, or null for never, was ${formatArgument(ttlMs)}.`,
    );
  }
  if (now + ttlMs > MAX_DATE_MS) {
    throw invalidInputError(
      operationName,
      `${argumentName} must end on a valid date, at most ${MAX_DATE_MS - now} milliseconds from now, was ${formatArgument(ttlMs)}. Use null for never.`,
    );
  }
  return ttlMs;
}
