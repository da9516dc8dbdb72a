import { hostGlobals, systemClock } from "@keyed-store/core";
import type { EnterAttemptResult, LookAround, Sharing } from "../../host/sharing.js";
import { createWaitMeter } from "../../host/wait-meter.js";
import { createProcessLivenessCheck } from "./processes/process-liveness.js";
import type { BlockingSession } from "./protocol/blocking-session.js";
import { closeSessionAndRemoveDeadSessions, removeDeadSessionsWhenPeersAnswered } from "./protocol/close-session.js";
import { findConflictingWaitingSession } from "./protocol/find-conflicting-waiting-session.js";
import { isSameProcess } from "./protocol/is-incompatible-session.js";
import { formatOwnPresenceRecordName, withdrawPresenceRecordAndPulse } from "./protocol/presence.js";
import { leaveWaitingQueue } from "./protocol/queue.js";
import { createSessionState, type SessionContext } from "./protocol/session-context.js";
import {
  republishLostRecordAndFindBlocker,
  tryEnterDatabaseFileOrJoinQueue,
} from "./protocol/try-enter-database-file-or-join-queue.js";
import { createUnseenWalOwnerDetector } from "./protocol/unseen-wal-owner-detector.js";
import { createAsynchronousPeerPulseProber } from "./pulse/asynchronous-peer-pulse-prober.js";
import { NO_PEERS } from "./pulse/peer-pulse-prober.js";
import { NO_PULSE } from "./pulse/pulse.js";
import { findSupportedPulseKind } from "./pulse/pulse-kind.js";
import { startLivenessPulseIfSupported } from "./pulse/start-liveness-pulse.js";
import { getSessionDirectoryPath, openSessionDirectoryCreatingIfMissing } from "./records/open-session-directory.js";
import { isPresenceRecordName, parseRecordName } from "./records/record.js";
import { createSession, formatSessionText, type Session } from "./session/session.js";
import type { SharingOptions } from "./sharing-options.js";

/** The part of a process in sharing a database file with others. It reads the directory of session records for each look. */
export interface SharingSession extends Sharing<BlockingSession> {
  readonly session: Session;
}

/** A session that got in is left alone for at least this long. Closing and reopening costs about 2 ms. */
const MIN_LOOK_INTERVAL_MS = 5;

/** After a look, the pause is this many times as long as the look took. */
const PAUSE_TO_LOOK_RATIO = 100;

/** After one slow look, a session must still notice those who wait. */
const MAX_LOOK_INTERVAL_MS = 100;

/**
 * Joins those who use a database file. Creates the directory of session records beside it, and in it the proof that this
 * session lives, where the system has one.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` the directory of records cannot be made, or is something else (KS-SEC-2)
 */
export function createSharingSession(options: SharingOptions): SharingSession {
  const { mode, clock = systemClock, monotonicNow = hostGlobals.monotonicNow, hasWal = () => false } = options;
  const directoryPath = getSessionDirectoryPath(options.databasePath);
  const session = options.session ?? createSession(options.backend, clock());
  const directory = options.sessionDirectory ?? openSessionDirectoryCreatingIfMissing(directoryPath);
  const kind =
    options.sessionDirectory === undefined ? findSupportedPulseKind(directoryPath, session.machine) : undefined;
  let context: SessionContext = {
    mode,
    session,
    sessionText: formatSessionText(session),
    directory,
    getProcessLiveness:
      options.getProcessLiveness ?? createProcessLivenessCheck(session, { isSingleKernel: kind !== undefined }),
    pulse: options.pulse ?? startLivenessPulseIfSupported(directoryPath, kind, session.nonce, options.onPeerConnect),
    peerPulses:
      options.peerPulses ??
      (kind === undefined
        ? NO_PEERS
        : createAsynchronousPeerPulseProber(directoryPath, kind, monotonicNow, options.onPeerLeft)),
    clock,
  };
  const state = createSessionState();
  const isSibling = (name: string): boolean => {
    const other = isPresenceRecordName(name) ? parseRecordName(name)?.session : undefined;
    return other !== undefined && other.nonce !== session.nonce && isSameProcess(other, session);
  };
  const checkUnclaimedWal = createUnseenWalOwnerDetector(hasWal, monotonicNow);
  const waiting = createWaitMeter();
  let nextLookAt = 0;

  function confirmPresence(): BlockingSession | undefined {
    if (!state.entered) return undefined;
    if (!directory.hasRecord(formatOwnPresenceRecordName(context)))
      return republishLostRecordAndFindBlocker(context, state);
    context.pulse.recreateIfRemoved();
    return undefined;
  }

  function lookAround(): LookAround<BlockingSession> | undefined {
    const began = monotonicNow();
    if (!state.entered || began < nextLookAt) return undefined;
    let isPresent = false;
    const waiter = findConflictingWaitingSession(context, (names) => {
      isPresent ||= names.includes(formatOwnPresenceRecordName(context)) && context.pulse.isAmong(names);
    });
    const ended = monotonicNow();
    const pauseMs = Math.min((ended - began) * PAUSE_TO_LOOK_RATIO, MAX_LOOK_INTERVAL_MS);
    nextLookAt = ended + Math.max(MIN_LOOK_INTERVAL_MS, pauseMs);
    return { waiter, isPresent };
  }

  return {
    session,
    acceptsPeerConnections: context.pulse !== NO_PULSE,
    get hasConnectedPeers() {
      return context.pulse.connectedPeerCount > 0;
    },
    get waitedMs() {
      return waiting.waitedMs;
    },
    tryEnter(entryMode = mode) {
      if (state.entered) return { entered: true };
      if (context.mode !== entryMode) {
        withdrawPresenceRecordAndPulse(context, state);
        leaveWaitingQueue(context, state);
        context = { ...context, mode: entryMode };
      }
      const orphan = checkUnclaimedWal(context, state);
      const entry: EnterAttemptResult<BlockingSession> =
        orphan === undefined ? tryEnterDatabaseFileOrJoinQueue(context, state) : { entered: false, blocker: orphan };
      const now = monotonicNow();
      if (entry.entered) waiting.noteEntry(now);
      else waiting.noteRefusal(now);
      nextLookAt = now + MIN_LOOK_INTERVAL_MS;
      return entry;
    },
    findWaitingSession: () => lookAround()?.waiter,
    confirmPresence,
    lookAround,
    isAlone: () =>
      directory.withSessionFileNames((names) =>
        names.every((name) => !isPresenceRecordName(name) || name === formatOwnPresenceRecordName(context)),
      ),
    hasSessionInOtherThread: () => directory.withSessionFileNames((names) => names.some(isSibling)),
    leave() {
      withdrawPresenceRecordAndPulse(context, state);
      context.pulse.disconnectPeers();
      context.peerPulses.disconnectAll();
    },
    close() {
      if (closeSessionAndRemoveDeadSessions(context, state) === "unclear")
        return removeDeadSessionsWhenPeersAnswered(context);
      context.peerPulses.disconnectAll();
      return undefined;
    },
  };
}
