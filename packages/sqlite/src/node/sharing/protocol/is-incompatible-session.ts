import { areModesConflicting } from "../../../host/sharing-mode.js";
import type { ProcessIdentity } from "../processes/process-identity.js";
import type { SessionRecord } from "../records/record.js";
import type { SessionContext } from "./session-context.js";

/**
 * Whether this session must not be in at the same time as that of a record: where one of them has to be alone, and where two engines
 * would be on the file in two threads of one process. The locks of most systems belong to processes, so that the one
 * which closes the file first would drop those of the other.
 */
export function isIncompatibleSession({ mode, session }: SessionContext, otherRecord: SessionRecord): boolean {
  if (areModesConflicting(mode, otherRecord.mode)) return true;
  return session.backend !== otherRecord.session.backend && isSameProcess(session, otherRecord.session);
}

/** Whether two sessions are of one process, whatever their threads. */
export function isSameProcess(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return (
    one.pid === other.pid &&
    one.started === other.started &&
    one.pidNamespace === other.pidNamespace &&
    one.boot === other.boot &&
    one.machine === other.machine
  );
}
