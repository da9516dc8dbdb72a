import type { PulseMode } from "./pulse-name.js";

/**
 * A session's own proof that it lives: something that the system takes away with the process, or with the worker thread.
 * It is made before the session publishes anything. Where the system allows none, all of this does nothing.
 */
export interface Pulse {
  /** How many others hold a connection: they wait for this session to give way. */
  readonly callers: number;
  /** Says by its name whether the session is in. */
  mark(mode: PulseMode): void;
  /** Makes it anew where it was removed. */
  restore(): void;
  /** Ends the connections of all who wait, so that they try again. */
  dismissCallers(): void;
  /** Ends it. Idempotent. */
  close(): void;
}

/** What a session has that can prove nothing. */
export const NO_PULSE: Pulse = {
  callers: 0,
  mark() {},
  restore() {},
  dismissCallers() {},
  close() {},
};
