import { formatReceivedArgument, invalidInputError } from "@keyed-store/core";
import type { Count, Counters } from "../counters/counters.js";
import { toDurationMsOrNever } from "../counters/to-duration-ms-or-never.js";
import type { FastifyRateLimitParams } from "./host-types.js";

/**
 * Counts a hit as the host's own stores do: a window begins with its first hit, and over the limit each hit begins it anew, or
 * doubles it, where the limiter says so.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` the host does not say how long the window is
 */
export async function countHit(
  counters: Counters,
  key: string,
  { continueExceeding, exponentialBackoff }: FastifyRateLimitParams,
  timeWindow: unknown,
  max: number,
): Promise<Count> {
  const windowMs = toDurationMsOrNever(checkTimeWindow(timeWindow));
  // The host allows a window of nothing, in which every hit is the first.
  if (windowMs === null) return { count: 1, expiresAt: undefined };
  if (continueExceeding !== true && exponentialBackoff !== true) return counters.add(key, 1, windowMs);
  return counters.advance(key, (count, isNew) => {
    if (isNew) return windowMs;
    if (count <= max) return undefined;
    return continueExceeding === true ? windowMs : (toDurationMsOrNever(windowMs * 2 ** (count - max - 1)) ?? windowMs);
  });
}

function checkTimeWindow(timeWindow: unknown): number {
  if (typeof timeWindow === "number" && timeWindow >= 0) return timeWindow;
  const given = formatReceivedArgument(timeWindow);
  throw invalidInputError(
    "incr",
    `timeWindow must be a number of milliseconds from 0, was ${given}. The store is for @fastify/rate-limit 10 and 11.`,
  );
}
