import { type Liveness, livenessSeenFrom, type Verdict } from "./liveness.js";
import type { Mode } from "./mode.js";
import { ownIdentity } from "./process-identity.js";
import { parseRecord } from "./record.js";
import type { Session } from "./session.js";
import { sessionDirectoryOf, sessionFiles } from "./session-directory.js";
import type { SessionFiles } from "./session-files.js";

/** One record of a session. */
export interface SessionReport {
  /** The file's name in {@link SharingReport.directory}. */
  readonly record: string;
  readonly doing: "holds" | "waits" | "unreadable";
  readonly liveness: Verdict;
  /** Absent where the record cannot be read. */
  readonly mode?: Mode;
  readonly session?: Session;
}

/** Who uses a database file, and who waits for it. */
export interface SharingReport {
  readonly directory: string;
  readonly sessions: readonly SessionReport[];
}

/** How a database's records are looked at from outside; both parts are for tests. */
export interface InspectOptions {
  readonly files?: SessionFiles;
  readonly liveness?: Liveness;
}

/** Looks at all records of a database's sessions and changes nothing. A database without any has no sessions. */
export function inspectSharing(databasePath: string, options: InspectOptions = {}): SharingReport {
  const directory = sessionDirectoryOf(databasePath);
  const { files = sessionFiles(directory), liveness = livenessSeenFrom(ownIdentity()) } = options;
  return { directory, sessions: files.look((names) => names.map((name) => report(name, liveness))) };
}

function report(name: string, liveness: Liveness): SessionReport {
  const record = parseRecord(name);
  if (record === undefined) return { record: name, doing: "unreadable", liveness: "unknown" };
  const { mode, session, ticket } = record;
  return { record: name, doing: ticket === undefined ? "holds" : "waits", liveness: liveness(session), mode, session };
}
