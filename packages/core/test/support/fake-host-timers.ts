import { vi } from "vitest";
import { hostGlobals } from "../../src/host/host-globals.js";
import { settleMicrotasks } from "./fake-scheduler.js";

/** The timers of `hostGlobals`, which ring as a test lets time pass. */
export interface FakeHostTimers {
  /** How many are set. */
  readonly count: number;
  /** Lets time pass, and each timer ring that is due meanwhile. */
  pass(ms: number): Promise<void>;
}

/** Puts fakes in the place of the host's timers, until `vi.restoreAllMocks`. They go by `time`. */
export function fakeHostTimers(time: { now: number }): FakeHostTimers {
  const timers = new Map<object, { readonly at: number; readonly callback: () => void }>();
  vi.spyOn(hostGlobals, "setTimeout").mockImplementation((callback, ms) => {
    const timer = {};
    timers.set(timer, { at: time.now + Math.ceil(ms), callback });
    return timer;
  });
  vi.spyOn(hostGlobals, "clearTimeout").mockImplementation((timer) => {
    if (timer !== undefined) timers.delete(timer);
  });
  return {
    get count() {
      return timers.size;
    },
    async pass(ms) {
      const end = time.now + ms;
      await settleMicrotasks();
      for (;;) {
        const [due] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (due === undefined) break;
        const [timer, { at, callback }] = due;
        timers.delete(timer);
        time.now = Math.max(time.now, at);
        callback();
        await settleMicrotasks();
      }
      time.now = end;
    },
  };
}
