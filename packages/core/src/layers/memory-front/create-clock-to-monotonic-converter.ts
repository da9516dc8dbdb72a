import type { Clock, EpochMs } from "../../contract/clock.js";

/** Gives the place of an instant on a scale that never steps back. */
export type ClockToMonotonicConverter = (at: EpochMs) => number;

/**
 * Creates a function that maps times of a clock, which may step back, to a scale that does not: what happens now comes
 * after all that happened before. What lies ahead of the clock counts as now.
 */
export function createClockToMonotonicConverter(clock: Clock): ClockToMonotonicConverter {
  let last = 0;
  let steppedBack = 0;
  return (at) => {
    const now = clock();
    if (now < last) steppedBack += last - now;
    last = now;
    return Math.min(at, now) + steppedBack;
  };
}
