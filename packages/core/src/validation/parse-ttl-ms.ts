import type { NeverExpires, TtlMs } from "../backend/expiry.js";
import type { EpochMs } from "../contract/clock.js";
import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";

/** The last millisecond that a `Date` can hold. */
export const MAX_DATE_MS = 8.64e15;

/**
 * A time to live as the caller gave it (KS-TTL-1): `undefined` is absent, `null` is "never expires", a number is
 * milliseconds.
 *
 * @param startsAt - the time that it counts from, in milliseconds since the epoch
 * @param argumentName - what the caller calls it, for messages
 * @throws `KEYED_STORE_INVALID_INPUT` not a whole number of at least 1, or expiry would be no valid date
 */
export function parseTtlMs(
  ttlMs: unknown,
  startsAt: EpochMs,
  operationName: string,
  argumentName = "ttlMs",
): TtlMs | NeverExpires | undefined {
  if (ttlMs === undefined || ttlMs === null) return ttlMs;
  if (typeof ttlMs !== "number" || !Number.isInteger(ttlMs) || ttlMs < 1) {
    throw invalidInputError(
      operationName,
      `${argumentName} must be a whole number of milliseconds of at least 1, or null for never, was ${formatReceivedArgument(ttlMs)}.`,
    );
  }
  if (startsAt + ttlMs > MAX_DATE_MS) {
    throw invalidInputError(
      operationName,
      `${argumentName} must end on a valid date, at most ${MAX_DATE_MS - startsAt} milliseconds from now, was ${formatReceivedArgument(ttlMs)}. Use null for never.`,
    );
  }
  return ttlMs;
}
