import { formatReceivedArgument, invalidInputError } from "@keyed-store/core";

/**
 * Seconds to live in milliseconds, rounded up. 0 and Infinity are for ever, as undefined is.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` no number, or a negative one
 */
export function parseTtlSecondsAsMs(ttlSeconds: unknown, operationName: string): number | undefined {
  if (ttlSeconds === undefined || ttlSeconds === null || ttlSeconds === 0 || ttlSeconds === Number.POSITIVE_INFINITY)
    return undefined;
  if (typeof ttlSeconds === "number" && ttlSeconds > 0) return Math.ceil(ttlSeconds * 1_000);
  throw invalidInputError(operationName, `ttl must be a number of seconds, was ${formatReceivedArgument(ttlSeconds)}.`);
}
