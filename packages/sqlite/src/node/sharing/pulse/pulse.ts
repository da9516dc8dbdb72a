import type { SessionFileName } from "../session/session-file-name.js";
import type { PulseMode } from "./pulse-name.js";

/**
 * A session's own proof that it lives: something that the system takes away with the process, or with the worker thread.
 * It is made before the session publishes anything. Where the system allows none, all of this does nothing.
 */
export interface LivenessPulse {
  /** How many others are connected: they wait for this session to leave. */
  readonly connectedPeerCount: number;
  /** Renames it, so that its name says whether the session is in, and how. */
  setMode(mode: PulseMode): void;
  /** Whether it is among the names of the session directory, or need not be. */
  isAmong(names: readonly SessionFileName[]): boolean;
  /** Makes it again where it was removed. */
  recreateIfRemoved(): void;
  /** Ends the connections of all who wait, so that they try again. */
  disconnectPeers(): void;
  /** Ends it. Idempotent. */
  close(): void;
}

/** The pulse of a session that cannot prove anything. */
export const NO_PULSE: LivenessPulse = {
  connectedPeerCount: 0,
  setMode() {},
  isAmong: () => true,
  recreateIfRemoved() {},
  disconnectPeers() {},
  close() {},
};
