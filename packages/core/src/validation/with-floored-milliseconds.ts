import type { Clock } from "../contract/clock.js";
import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { MAX_DATE_MS } from "./parse-ttl-ms.js";

/** A clock of the caller's, held to whole milliseconds since the epoch. */
export function withFlooredMilliseconds(clock: Clock): Clock {
  return () => {
    const now: unknown = clock();
    if (typeof now === "number" && now >= 0 && now <= MAX_DATE_MS) return Math.floor(now);
    throw invalidInputError(
      "unknown",
      `clock must give milliseconds since the epoch, gave ${formatReceivedArgument(now)}.`,
    );
  };
}
