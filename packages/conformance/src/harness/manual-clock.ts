import type { Clock } from "@keyed-store/core";

/** Where a test's time begins: 2033-05-18, so that no real clock is near it and a leak of `Date.now` shows. */
export const TEST_EPOCH = 2_000_000_000_000;

/** A clock that moves only when a test moves it. */
export interface ManualClock {
  readonly now: Clock;
  /** Moves it, backwards too. */
  advance(milliseconds: number): void;
}

/** A clock standing at {@link TEST_EPOCH}. */
export function createManualClock(): ManualClock {
  let time = TEST_EPOCH;
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
