import type { Timing } from "../../src/custody/timing.js";

/** Time that passes when a test says so. */
export interface FakeTiming extends Timing {
  /** Lets so much time pass: timers call back in their order, each with all that follows of it. */
  pass(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Time that stands at 0. */
export function createFakeTiming(): FakeTiming {
  let now = 0;
  const timers = new Set<Timer>();
  const takeNext = (until: number): Timer | undefined => {
    const [next] = [...timers].filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at);
    if (next !== undefined) timers.delete(next);
    return next;
  };
  return {
    monotonicNow: () => now,
    setTimeout(callback, ms) {
      const timer: Timer = { at: now + ms, callback };
      timers.add(timer);
      return timer as object; // a timer is what clearTimeout takes
    },
    clearTimeout: (timer) => void timers.delete(timer as Timer), // as setTimeout gave it
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (let timer = takeNext(until); timer !== undefined; timer = takeNext(until)) {
        now = Math.max(now, timer.at);
        timer.callback();
        await settle();
      }
      now = until;
    },
  };
}

/** Lets everything happen that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}
