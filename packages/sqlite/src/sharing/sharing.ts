import { hostGlobals, systemClock } from "@keyed-store/core";
import { createProcessLivenessCheck } from "./processes/process-liveness.js";
import type { BlockingSession } from "./protocol/blocking-session.js";
import { closeSessionAndRemoveDeadSessions, removeDeadSessionsWhenPeersAnswered } from "./protocol/close-session.js";
import { findConflictingWaitingSession } from "./protocol/find-conflicting-waiting-session.js";
import { isSameProcess } from "./protocol/is-incompatible-session.js";
import { formatOwnPresenceRecordName, withdrawPresenceRecordAndPulse } from "./protocol/presence.js";
import { leaveWaitingQueue } from "./protocol/queue.js";
import { createSessionState, type SessionContext } from "./protocol/session-context.js";
import {
  type EnterAttemptResult,
  republishLostRecordAndFindBlocker,
  tryEnterDatabaseFileOrJoinQueue,
} from "./protocol/try-enter-database-file-or-join-queue.js";
import { createUnseenWalOwnerDetector } from "./protocol/unseen-wal-owner-detector.js";
import { createWaitMeter } from "./protocol/wait-meter.js";
import { createAsynchronousPeerPulseProber } from "./pulse/asynchronous-peer-pulse-prober.js";
import { NO_PEERS } from "./pulse/peer-pulse-prober.js";
import { NO_PULSE } from "./pulse/pulse.js";
import { findSupportedPulseKind } from "./pulse/pulse-kind.js";
import { startLivenessPulseIfSupported } from "./pulse/start-liveness-pulse.js";
import { getSessionDirectoryPath, openSessionDirectoryCreatingIfMissing } from "./records/open-session-directory.js";
import { isPresenceRecordName, parseRecordName } from "./records/record.js";
import type { SharingMode } from "./session/mode.js";
import { createSession, formatSessionText, type Session } from "./session/session.js";
import type { SharingOptions } from "./sharing-options.js";

/**
 * One session's part in sharing a database file between processes (KS-SHARE-1). Nothing here waits: each call makes one
 * attempt and answers. Errors of the file system are `KEYED_STORE_OPEN_FAILED` or `KEYED_STORE_WRITE_FAILED`.
 */
export interface Sharing {
  readonly session: Session;
  /** Whether others can connect to this session's pulse, so that it need not look for them. */
  readonly acceptsPeerConnections: boolean;
  /** Whether anybody holds such a connection, and may wait for the file now or later. */
  readonly hasConnectedPeers: boolean;
  /** How many milliseconds the session had tried when it got in last; 0 where its first attempt went well. */
  readonly waitedMs: number;
  /**
   * Tries once to get the right to open the file. Refused, the session has a place in the queue as long as it tries at
   * least every quarter of a second; those who are in, and look, will leave. The right lasts until {@link Sharing.leave}.
   *
   * @param mode - the mode for this once
   */
  tryEnter(mode?: SharingMode): EnterAttemptResult;
  /**
   * Who waits to be in without this session, if anyone does: then finish, close the file and {@link Sharing.leave} soon.
   * To be called between any two operations and, by a timer, when idle. It reads the directory only every few
   * milliseconds and at most for a hundredth of the time, but at least ten times a second. In between, and while not in,
   * it returns undefined.
   */
  findWaitingSession(): BlockingSession | undefined;
  /**
   * Makes sure that others still see that this session is in, and publishes that again where someone removed it. Returns who
   * is, or may be, in meanwhile: then close the file and {@link Sharing.leave}. To be called every 1.5 s at least.
   */
  confirmPresence(): BlockingSession | undefined;
  /**
   * Looks as {@link Sharing.findWaitingSession} does, and whether others see that this session is in. Undefined where it does not
   * look, which is as seldom.
   */
  lookAround(): SessionDirectoryLook | undefined;
  /** Whether no other session is in, as far as its records tell. */
  isAlone(): boolean;
  /** Whether another thread of this process is in too. */
  hasSessionInOtherThread(): boolean;
  /** Gives the right back. The file must be closed. Who waited longer goes first when this session tries to enter again. */
  leave(): void;
  /**
   * Leaves for good, and removes what dead processes left. Idempotent; the session must not enter again. Where others must
   * be asked to find out who is dead, the rest happens later, and the promise resolves when it has.
   */
  close(): Promise<void> | undefined;
}

/** What one look at the session directory told. */
export interface SessionDirectoryLook {
  /** Who waits to be in without this session. */
  readonly waiter: BlockingSession | undefined;
  /** Whether this session's own record and pulse are there. */
  readonly isPresent: boolean;
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
export function createSharingSession(options: SharingOptions): Sharing {
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
      (kind === undefined ? NO_PEERS : createAsynchronousPeerPulseProber(directoryPath, kind, monotonicNow)),
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

  function lookAround(): SessionDirectoryLook | undefined {
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
      const entry: EnterAttemptResult =
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
