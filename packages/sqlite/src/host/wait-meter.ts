import { TICKET_LIFETIME_MS } from "./ticket-lifetime.js";

/** Measures how long a session waits until it gets in. Times are in milliseconds that never go back. */
export interface WaitMeter {
  /** An attempt to enter was refused. */
  noteRefusal(now: number): void;
  /** The session got in. */
  noteEntry(now: number): void;
  /** How long the session had tried when it got in last; 0 where its first attempt went well. */
  readonly waitedMs: number;
}

/** A meter for a session that has not tried yet. A wait ends as its ticket does: an attempt that is older belongs to an operation that has given up. */
export function createWaitMeter(): WaitMeter {
  let waitedMs = 0;
  let wait: { readonly since: number; readonly lastAt: number } | undefined;
  return {
    get waitedMs() {
      return waitedMs;
    },
    noteRefusal(now) {
      wait = { since: wait !== undefined && now - wait.lastAt <= TICKET_LIFETIME_MS ? wait.since : now, lastAt: now };
    },
    noteEntry(now) {
      waitedMs = wait !== undefined && now - wait.lastAt <= TICKET_LIFETIME_MS ? now - wait.since : 0;
      wait = undefined;
    },
  };
}
