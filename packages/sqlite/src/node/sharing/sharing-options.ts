import type { Clock } from "@keyed-store/core";
import type { SharingMode } from "../../host/sharing-mode.js";
import type { ProcessLivenessCheck } from "./processes/process-liveness.js";
import type { PeerPulseProber } from "./pulse/peer-pulse-prober.js";
import type { LivenessPulse } from "./pulse/pulse.js";
import type { SessionDirectory } from "./records/session-directory.js";
import type { Session } from "./session/session.js";

/** How a process joins those who use one database file. */
export interface SharingOptions {
  /** The database file, as an absolute path without symbolic links, so that all who use it agree on it. */
  readonly databasePath: string;
  /** `shared` for engines that take SQLite's own locks, `exclusive` for those that must be alone. */
  readonly mode: SharingMode;
  /** The backend's name, for those who have to wait. */
  readonly backend: string;
  /** Called from the event loop when another process begins to wait for this one. */
  readonly onPeerConnect?: () => void;
  /** Called from the event loop when a process for which this one waits has left, or died. */
  readonly onPeerLeft?: () => void;
  /** Whether the database has a log with content: then somebody may have it open. */
  readonly hasWal?: () => boolean;
  /** Who this session is; a new one of this process unless a test says otherwise. */
  readonly session?: Session;
  /** The records. Who passes them passes the proofs of life too, or there are none. */
  readonly sessionDirectory?: SessionDirectory;
  readonly pulse?: LivenessPulse;
  readonly peerPulses?: PeerPulseProber;
  readonly getProcessLiveness?: ProcessLivenessCheck;
  /** Milliseconds since the epoch. It decides who goes first, never who may be in. */
  readonly clock?: Clock;
  /** Milliseconds that never go back; they limit how often the directory is read. */
  readonly monotonicNow?: () => number;
}
