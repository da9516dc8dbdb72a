import { getOwnProcessIdentity } from "../processes/process-identity.js";
import { isSameProcess } from "../protocol/is-incompatible-session.js";
import { NO_PEERS } from "../pulse/peer-pulse-prober.js";
import { type InspectOptions, inspectDatabaseSessions } from "./inspect-database-sessions.js";

/** Whether some session of this process, in this thread or another, may have a database open. */
export function isDatabaseOpenInThisProcess(databasePath: string, options?: InspectOptions): boolean {
  const self = getOwnProcessIdentity();
  const { sessions } = inspectDatabaseSessions(databasePath, { peerPulses: NO_PEERS, ...options });
  return sessions.some(({ session }) => session !== undefined && isSameProcess(session, self));
}
