import type { Clock } from "../../contract/clock.js";
import { type HostTimer, hostGlobals } from "../../host/host-globals.js";
import { systemClock } from "../../host/system-clock.js";

/** Wakes those who watch when it is time to look, by itself and whatever the backend says. */
export interface WatchTimer {
  /** Sets the instant of the clock that it waits for; `null` for none. */
  setInstant(instant: number | null): void;
  /** Sets the pause from now on that it waits for; `undefined` for none. */
  setPause(pauseMs: number | undefined): void;
  /** Whether the time has come. */
  isDue(): boolean;
  /** Waits, if it does not yet. */
  start(keepsAlive: boolean): void;
  stop(): void;
}

/** How often a clock of the caller's is asked, whose time no timer can wait for. */
const ASK_CLOCK_MS = 100;

/** The longest pause: a clock that is set is noticed after so long (KS-WATCH-2), and a timer can wait for 24 days at most. */
const LONGEST_MS = 10_000;

/** A timer that calls `wake` once the time has come. */
export function createWatchTimer(clock: Clock, onWake: () => void): WatchTimer {
  let timer: HostTimer | undefined;
  let isKeepingAlive = false;
  let instant: number | null = null;
  let againAt: number | undefined;

  function isDue(): boolean {
    return (instant !== null && clock() >= instant) || (againAt !== undefined && hostGlobals.monotonicNow() >= againAt);
  }

  function pauseMs(): number {
    const expiryMs = instant === null ? LONGEST_MS : clock === systemClock ? instant - clock() : ASK_CLOCK_MS;
    const againMs = againAt === undefined ? LONGEST_MS : againAt - hostGlobals.monotonicNow();
    return Math.max(1, Math.ceil(Math.min(expiryMs, againMs, LONGEST_MS)));
  }

  function start(keepsAlive: boolean): void {
    if (timer !== undefined && isKeepingAlive === keepsAlive) return;
    stop();
    timer = hostGlobals.setTimeout(onTimer, pauseMs());
    isKeepingAlive = keepsAlive;
    if (!keepsAlive) timer.unref?.();
  }

  function onTimer(): void {
    timer = undefined;
    try {
      if (!isDue()) {
        start(isKeepingAlive);
        return;
      }
    } catch {
      // A clock that throws makes the look fail, which tells it.
    }
    onWake();
  }

  function stop(): void {
    hostGlobals.clearTimeout(timer);
    timer = undefined;
  }

  return {
    setInstant(next) {
      instant = next;
    },
    setPause(ms) {
      againAt = ms === undefined ? undefined : hostGlobals.monotonicNow() + ms;
    },
    isDue,
    start,
    stop,
  };
}
