import { formatArgument, invalidInputError } from "@keyed-store/core";

/**
 * Seconds to live in milliseconds, rounded up. 0 and Infinity are for ever, as undefined is.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` no number, or a negative one
 */
export function toTtlMs(ttl: unknown, operation: string): number | undefined {
  if (ttl === undefined || ttl === null || ttl === 0 || ttl === Number.POSITIVE_INFINITY) return undefined;
  if (typeof ttl === "number" && ttl > 0) return Math.ceil(ttl * 1_000);
  throw invalidInputError(operation, `ttl must be a number of seconds, was ${formatArgument(ttl)}.`);
}
