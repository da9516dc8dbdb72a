import type { Clock } from "../contract/clock.js";
import { invalidInput } from "../errors/input-errors.js";
import { show } from "../text/describe-value.js";
import { LAST_DATE } from "./check-ttl.js";

/** A clock of the caller's, held to whole milliseconds since the epoch. */
export function wholeClock(clock: Clock): Clock {
  return () => {
    const now: unknown = clock();
    if (typeof now === "number" && now >= 0 && now <= LAST_DATE) return Math.floor(now);
    throw invalidInput("unknown", `clock must give milliseconds since the epoch, gave ${show(now)}.`);
  };
}
