/** Measures how long a session waits until it gets in. Times are in milliseconds that never go back. */
export interface WaitMeter {
  /** An attempt to enter was refused. */
  noteRefusal(now: number): void;
  /** The session got in. */
  noteEntry(now: number): void;
  /** How long the session had tried when it got in last; 0 where its first attempt went well. */
  readonly waitedMs: number;
}

/** Whoever waits tries far more often than that: an older attempt belongs to an operation that has given up. */
const SAME_WAIT_MS = 1_000;

/** A meter for a session that has not tried yet. */
export function createWaitMeter(): WaitMeter {
  let waitedMs = 0;
  let wait: { readonly since: number; readonly lastAt: number } | undefined;
  return {
    get waitedMs() {
      return waitedMs;
    },
    noteRefusal(now) {
      wait = { since: wait !== undefined && now - wait.lastAt <= SAME_WAIT_MS ? wait.since : now, lastAt: now };
    },
    noteEntry(now) {
      waitedMs = wait !== undefined && now - wait.lastAt <= SAME_WAIT_MS ? now - wait.since : 0;
      wait = undefined;
    },
  };
}
