import type { Clock, EpochMs } from "@keyed-store/core";
import type { SharingMode } from "../../../host/sharing-mode.js";
import type { ProcessLivenessCheck } from "../processes/process-liveness.js";
import type { PeerPulseProber } from "../pulse/peer-pulse-prober.js";
import type { LivenessPulse } from "../pulse/pulse.js";
import type { QueueTicket } from "../records/record.js";
import type { SessionDirectory } from "../records/session-directory.js";
import type { Session, SessionText } from "../session/session.js";

/** What a session runs the protocol with; it never changes. */
export interface SessionContext {
  readonly mode: SharingMode;
  readonly session: Session;
  /** The session as it is spelled in the names of its records. */
  readonly sessionText: SessionText;
  readonly directory: SessionDirectory;
  /** Asks the system about the processes of others. */
  readonly getProcessLiveness: ProcessLivenessCheck;
  /** The session's own proof that it lives. */
  readonly pulse: LivenessPulse;
  /** The proofs of others. */
  readonly peerPulses: PeerPulseProber;
  readonly clock: Clock;
}

/** The state of one session in the protocol. Plain data: with the directory it is all the state there is. */
export interface SessionState {
  /** Its presence may be published. */
  present: boolean;
  /** It looked after it had published its presence, and nobody was in its way: it may use the file. */
  entered: boolean;
  /** Its place in the queue, while it asks others to leave. */
  ticket: QueueTicket | undefined;
  /** Since when it has a place, asking or not. */
  waitingSince: EpochMs | undefined;
  /** What was in its way at the last attempt, if it did not enter. */
  blockedAttempts: BlockedAttempts | undefined;
}

/** The same record was in the way at several attempts. */
export interface BlockedAttempts {
  readonly record: string;
  readonly since: EpochMs;
  /** The time of the last of those attempts. */
  readonly lastAt: EpochMs;
}

/** A session that has not done anything yet. */
export function createSessionState(): SessionState {
  return { present: false, entered: false, ticket: undefined, waitingSince: undefined, blockedAttempts: undefined };
}
