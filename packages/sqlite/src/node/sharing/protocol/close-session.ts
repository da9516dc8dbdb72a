import { parsePulseName } from "../pulse/pulse-name.js";
import { type ObservedSession, parseObservedSession } from "../records/observed-session.js";
import type { SessionFileName } from "../session/session-file-name.js";
import { determineSessionLiveness } from "./determine-session-liveness.js";
import { withdrawPresenceRecordAndPulse } from "./presence.js";
import { isTicketCurrent, leaveWaitingQueue } from "./queue.js";
import { removeAndListFilesOfDeadSession } from "./remove-and-list-files-of-dead-session.js";
import type { SessionContext, SessionState } from "./session-context.js";

/** What a session finds in the directory of records when it has left for good. */
export type RemainingSessions = "others" | "unclear" | "nothing";

/**
 * Leaves for good: removes what this session has published, and what the dead have left (KS-LIFE-1). Whoever is
 * found alive will close later and remove the rest, so the last one leaves an empty directory, unless it holds
 * records of sessions of which nobody knows whether they live.
 */
export function closeSessionAndRemoveDeadSessions(context: SessionContext, state: SessionState): RemainingSessions {
  withdrawPresenceRecordAndPulse(context, state);
  leaveWaitingQueue(context, state);
  context.pulse.close();
  return removeDeadSessions(context);
}

/** Removes what the dead have left, until it finds a session that lives. `unclear`: of some, nothing is known by now. */
export function removeDeadSessions(context: SessionContext): RemainingSessions {
  const seen = new Set<string>();
  let remains: RemainingSessions = "nothing";
  for (;;) {
    const observed = context.directory.withSessionFileNames((names) => findNextUnseenSession(names, seen));
    if (observed === undefined) return context.peerPulses.removeUnfinishedPulses() ? remains : "unclear";
    seen.add(toNameWithoutPulseMode(observed.name));
    if (isObsoleteRecord(context, observed)) {
      context.directory.removeSessionFile(observed.name);
      continue;
    }
    const verdict = determineSessionLiveness(context, observed);
    if (verdict === "alive") return "others";
    if (verdict === "dead") removeAndListFilesOfDeadSession(context, observed);
    else remains = "unclear";
  }
}

/** Removes what the dead have left when all who were asked have answered or refused. An error here is met by the next session that enters. */
export async function removeDeadSessionsWhenPeersAnswered(context: SessionContext): Promise<void> {
  try {
    await context.peerPulses.whenAnswered();
    removeDeadSessions(context);
  } catch {
  } finally {
    context.peerPulses.disconnectAll();
  }
}

/** The first name that was not looked into yet; pulses come last, since the records need them. */
function findNextUnseenSession(
  fileNames: readonly SessionFileName[],
  seenFileNames: ReadonlySet<SessionFileName>,
): ObservedSession | undefined {
  const fresh = fileNames.filter((name) => !seenFileNames.has(toNameWithoutPulseMode(name)));
  const name = fresh.find((each) => parsePulseName(each) === undefined) ?? fresh[0];
  return name === undefined ? undefined : parseObservedSession(name, fileNames);
}

/** The part of a name that stays the same: the name of a pulse changes while its session comes and goes. */
function toNameWithoutPulseMode(fileName: SessionFileName): SessionFileName {
  return parsePulseName(fileName)?.nonce ?? fileName;
}

/** Whether a record has no meaning any more, whoever left it. */
function isObsoleteRecord(context: SessionContext, { record }: ObservedSession): boolean {
  if (record?.sessionText === context.sessionText) return true;
  return record?.ticket !== undefined && !isTicketCurrent(record.ticket, context.clock());
}
