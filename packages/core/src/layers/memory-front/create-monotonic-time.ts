import type { Clock } from "../../contract/clock.js";

/**
 * Puts times of a clock that may step back on a scale that does not: whatever happens now comes after all that happened
 * before. What lies ahead of the clock counts as now.
 */
export function createMonotonicTime(clock: Clock): (at: number) => number {
  let last = 0;
  let steppedBack = 0;
  return (at) => {
    const now = clock();
    if (now < last) steppedBack += last - now;
    last = now;
    return Math.min(at, now) + steppedBack;
  };
}
