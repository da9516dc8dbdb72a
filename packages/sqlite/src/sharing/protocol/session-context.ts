import type { Clock } from "@keyed-store/core";
import type { Liveness } from "../processes/liveness.js";
import type { Peers } from "../pulse/peers.js";
import type { Pulse } from "../pulse/pulse.js";
import type { Ticket } from "../records/record.js";
import type { SessionFiles } from "../records/session-directory.js";
import type { Mode } from "../session/mode.js";
import type { Session } from "../session/session.js";

/** What one session brings to the protocol, unchanged as long as it lasts. */
export interface Party {
  readonly mode: Mode;
  readonly session: Session;
  /** Its name among the records. */
  readonly sessionText: string;
  readonly files: SessionFiles;
  /** What the system tells of the processes of others. */
  readonly liveness: Liveness;
  /** Its own proof that it lives. */
  readonly pulse: Pulse;
  /** The proofs of others. */
  readonly peers: Peers;
  readonly clock: Clock;
}

/** Where one session stands. Plain data: with the directory it is all the state there is. */
export interface Standing {
  /** Its presence may be published. */
  present: boolean;
  /** It looked after it had published its presence, and nobody was in its way: it may use the file. */
  entered: boolean;
  /** Its place in the queue, while it asks others to give way. */
  ticket: Ticket | undefined;
  /** Since when it has a place, asking or not. */
  waitsSince: number | undefined;
  /** What was in its way at the last attempt, if it did not enter. */
  obstacle: Obstacle | undefined;
}

/** A record that is in the way, attempt after attempt. */
export interface Obstacle {
  readonly record: string;
  readonly since: number;
  /** When the last of those attempts was made. */
  readonly metAt: number;
}

/** A session that has not done anything yet. */
export function newStanding(): Standing {
  return { present: false, entered: false, ticket: undefined, waitsSince: undefined, obstacle: undefined };
}
