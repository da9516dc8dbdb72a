import type { Clock } from "../contract/clock.js";
import { invalidInput, show } from "../errors/input-errors.js";
import { hostGlobals } from "../host/host-globals.js";
import { LAST_DATE } from "./check-ttl.js";

/** The time of the system, whoever replaces `Date` later, and one function for all stores, so that they can share commits. */
export const systemClock: Clock = () => hostGlobals.dateNow();

/** A clock of the caller's, held to whole milliseconds since the epoch. */
export function wholeClock(clock: Clock): Clock {
  return () => {
    const now: unknown = clock();
    if (typeof now === "number" && now >= 0 && now <= LAST_DATE) return Math.floor(now);
    throw invalidInput("unknown", `clock must give milliseconds since the epoch, gave ${show(now)}.`);
  };
}
