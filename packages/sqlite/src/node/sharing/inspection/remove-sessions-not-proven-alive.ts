import { parsePulseName } from "../pulse/pulse-name.js";
import { getSessionDirectoryPath, openSessionDirectoryWithoutCreating } from "../records/open-session-directory.js";
import { type InspectOptions, inspectDatabaseSessions, type SessionReport } from "./inspect-database-sessions.js";

/** What `removeSessionsNotProvenAlive` did. */
export interface UnlockReport {
  readonly removed: readonly SessionReport[];
  /** Records of processes that run here. They go away when those processes end. */
  readonly kept: readonly SessionReport[];
}

/** How `removeSessionsNotProvenAlive` goes about it. */
export interface UnlockOptions extends InspectOptions {
  /** Also remove the records of processes that seem to run here: a pid may have been given to another process. */
  readonly evenAlive?: boolean;
}

/**
 * Removes by hand the records of which it cannot be known whether their process lives, and those of the dead
 * (KS-SHARE-3). Whoever calls it vouches that no such process uses the database any more: if one does, the database may
 * be damaged. Records of processes that run here stay, unless told otherwise.
 */
export function removeSessionsNotProvenAlive(databasePath: string, options: UnlockOptions = {}): UnlockReport {
  const { sessionDirectory = openSessionDirectoryWithoutCreating(getSessionDirectoryPath(databasePath)) } = options;
  const { removed, kept } = planRemovalOfSessionsNotProvenAlive(databasePath, options);
  const gone = new Set(removed.flatMap(({ session }) => (session === undefined ? [] : [session.nonce])));
  const pulses = sessionDirectory.withSessionFileNames((names) =>
    names.filter((name) => gone.has(parsePulseName(name)?.nonce ?? "")),
  );
  for (const name of [...removed.map(({ record }) => record), ...pulses]) sessionDirectory.removeSessionFile(name);
  return { removed, kept };
}

/** What {@link removeSessionsNotProvenAlive} would do now; changes nothing. */
export function planRemovalOfSessionsNotProvenAlive(databasePath: string, options: UnlockOptions = {}): UnlockReport {
  const { sessions } = inspectDatabaseSessions(databasePath, options);
  const stays = ({ liveness }: SessionReport): boolean => liveness === "alive" && options.evenAlive !== true;
  return { removed: sessions.filter((session) => !stays(session)), kept: sessions.filter(stays) };
}
