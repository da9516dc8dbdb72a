import { type Clock, type EpochMs, systemClock } from "@keyed-store/core";
import type { SharingMode } from "../../../host/sharing-mode.js";
import { getOwnProcessIdentity } from "../processes/process-identity.js";
import {
  createProcessLivenessCheck,
  type LivenessVerdict,
  type ProcessLivenessCheck,
} from "../processes/process-liveness.js";
import { determineSessionLiveness, type LivenessSources } from "../protocol/determine-session-liveness.js";
import { isTicketCurrent } from "../protocol/queue.js";
import { NO_PEERS, type PeerPulseProber } from "../pulse/peer-pulse-prober.js";
import { findSupportedPulseKind } from "../pulse/pulse-kind.js";
import { createSynchronousPeerPulseProber } from "../pulse/synchronous-peer-pulse-prober.js";
import { parseObservedSession } from "../records/observed-session.js";
import { getSessionDirectoryPath, openSessionDirectoryWithoutCreating } from "../records/open-session-directory.js";
import { isPresenceRecordNameOfSession } from "../records/record.js";
import type { SessionDirectory } from "../records/session-directory.js";
import type { Session } from "../session/session.js";
import type { SessionFileName } from "../session/session-file-name.js";

/** One record of a session. */
export interface SessionReport {
  /** The file's name in {@link SharingReport.directory}. */
  readonly record: string;
  /** `unreadable` also where only the proof of its life is left of a session. */
  readonly doing: "holds" | "waits" | "unreadable";
  readonly liveness: LivenessVerdict;
  /** Absent where the record cannot be read. */
  readonly mode?: SharingMode;
  readonly session?: Session;
}

/** Who uses a database file, and who waits for it. */
export interface SharingReport {
  readonly directory: string;
  readonly sessions: readonly SessionReport[];
}

/** How a database's records are looked at from outside; all parts are for tests. */
export interface InspectOptions {
  readonly sessionDirectory?: SessionDirectory;
  readonly getProcessLiveness?: ProcessLivenessCheck;
  readonly peerPulses?: PeerPulseProber;
  readonly clock?: Clock;
}

/**
 * Looks at all records of a database's sessions and changes nothing. A database without any has no sessions. Who has not tried
 * to get in for a second does not wait any more, whatever its record says: it met `KEYED_STORE_BUSY`, for instance. For each
 * session of which the system tells nothing, its own proof of life is asked for, which takes some 50 ms.
 */
export function inspectDatabaseSessions(databasePath: string, options: InspectOptions = {}): SharingReport {
  const directory = getSessionDirectoryPath(databasePath);
  const identity = getOwnProcessIdentity();
  const { sessionDirectory = openSessionDirectoryWithoutCreating(directory) } = options;
  const kind = options.sessionDirectory === undefined ? findSupportedPulseKind(directory, identity.machine) : undefined;
  const {
    getProcessLiveness = createProcessLivenessCheck(identity, { isSingleKernel: kind !== undefined }),
    peerPulses = kind === undefined ? NO_PEERS : createSynchronousPeerPulseProber(directory, kind),
  } = options;
  const now = (options.clock ?? systemClock)();
  const sessions = sessionDirectory.withSessionFileNames((names) =>
    names.flatMap((name) => toSessionReports(name, names, { getProcessLiveness, peerPulses }, now)),
  );
  return { directory, sessions };
}

function toSessionReports(
  fileName: SessionFileName,
  allFileNames: readonly SessionFileName[],
  sources: LivenessSources,
  now: EpochMs,
): SessionReport[] {
  const observed = parseObservedSession(fileName, allFileNames);
  const { record, pulse } = observed;
  if (record !== undefined) {
    const { mode, session, ticket } = record;
    if (ticket !== undefined && !isTicketCurrent(ticket, now)) return [];
    const doing = ticket === undefined ? "holds" : "waits";
    return [{ record: fileName, doing, liveness: determineSessionLiveness(sources, observed), mode, session }];
  }
  if (pulse === undefined) return [{ record: fileName, doing: "unreadable", liveness: "unknown" }];
  // It repeats what a record says, unless that was removed.
  if (pulse.mode === "idle" || allFileNames.some((each) => isPresenceRecordNameOfSession(each, pulse.nonce))) return [];
  return [
    { record: fileName, doing: "unreadable", liveness: determineSessionLiveness(sources, observed), mode: pulse.mode },
  ];
}
