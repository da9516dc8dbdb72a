import type { EnterAttemptResult } from "../../../host/sharing.js";
import { sessionRecordVanishedError } from "../records/record-file-error.js";
import type { SessionFileName } from "../session/session-file-name.js";
import { type BlockingSession, findFirstLiveSessionAndRemoveDeadOnes } from "./blocking-session.js";
import {
  formatOwnPresenceRecordName,
  isPresenceOfConflictingSession,
  publishPresenceRecordAndPulse,
  withdrawPresenceRecordAndPulse,
} from "./presence.js";
import { isRecordOfConflictingWaiter, joinWaitingQueueOrRenewTicket, leaveWaitingQueue } from "./queue.js";
import type { SessionContext, SessionState } from "./session-context.js";

/**
 * Tries once to enter. Publish first, then look: of two sessions that must not both be in, at least one publishes after
 * the other has, therefore sees it, and backs off. If both see each other both back off, and the queue says who goes
 * first next time.
 *
 * The look before publishing is courtesy: those who cannot enter should not be seen by the one who can.
 *
 * @throws `KEYED_STORE_WRITE_FAILED` someone removes the session records as fast as they are made
 */
export function tryEnterDatabaseFileOrJoinQueue(
  context: SessionContext,
  state: SessionState,
): EnterAttemptResult<BlockingSession> {
  if (state.entered) return { entered: true };
  withdrawPresenceRecordAndPulse(context, state);
  const isBefore = (name: string): boolean => isRecordOfConflictingWaiter(context, name, state.ticket);
  const blocker = findFirstLiveSessionAndRemoveDeadOnes(
    context,
    (names) => findFileNameOfConflictingSession(names, context, state) ?? names.find(isBefore),
  );
  if (blocker !== undefined) return joinQueueBehindBlocker(context, state, blocker);
  try {
    publishPresenceRecordAndPulse(context, state);
    const rival = findConflictingSession(context, state);
    if (rival === undefined) return markSessionEnteredAndLeaveQueue(context, state);
    withdrawPresenceRecordAndPulse(context, state);
    return joinQueueBehindBlocker(context, state, rival);
  } catch (error) {
    withdrawPresenceRecordAndPulse(context, state);
    throw error;
  }
}

/**
 * Publishes again what was removed from under this session while it is in, and looks whether another got in meanwhile. If
 * so, this one is to close the file and leave: until it has, its publication keeps others out.
 */
export function republishLostRecordAndFindBlocker(
  context: SessionContext,
  state: SessionState,
): BlockingSession | undefined {
  publishPresenceRecordAndPulse(context, state);
  context.pulse.recreateIfRemoved();
  return findConflictingSession(context, state);
}

/** Who must not be in beside this session, which has published its presence. */
function findConflictingSession(context: SessionContext, state: SessionState): BlockingSession | undefined {
  const rival = findFirstLiveSessionAndRemoveDeadOnes(context, (names) =>
    findFileNameOfConflictingSession(names, context, state),
  );
  // What is still there now was there for all who looked meanwhile, for it is never made twice.
  if (rival === undefined && !context.directory.hasRecord(formatOwnPresenceRecordName(context)))
    throw sessionRecordVanishedError(formatOwnPresenceRecordName(context));
  return rival;
}

function markSessionEnteredAndLeaveQueue(
  context: SessionContext,
  state: SessionState,
): EnterAttemptResult<BlockingSession> {
  leaveWaitingQueue(context, state);
  context.peerPulses.disconnectAll();
  state.blockedAttempts = undefined;
  state.entered = true;
  return { entered: true };
}

function joinQueueBehindBlocker(
  context: SessionContext,
  state: SessionState,
  blocker: BlockingSession,
): EnterAttemptResult<BlockingSession> {
  joinWaitingQueueOrRenewTicket(blocker, context, state);
  if (blocker.pulse !== undefined) context.peerPulses.connect(blocker.pulse);
  return { entered: false, blocker };
}

/** A name that conflicts with this session: the one that has done so longest, as far as it knows. */
function findFileNameOfConflictingSession(
  fileNames: readonly SessionFileName[],
  context: SessionContext,
  state: SessionState,
): SessionFileName | undefined {
  const conflicting = fileNames.filter((name) => isPresenceOfConflictingSession(context, name, fileNames));
  return conflicting.find((name) => name === state.blockedAttempts?.record) ?? conflicting[0];
}
