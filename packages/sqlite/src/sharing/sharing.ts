import { type Clock, hostGlobals, systemClock } from "@keyed-store/core";
import { type Liveness, livenessSeenFrom } from "./processes/liveness.js";
import type { Holder } from "./protocol/blocking-session.js";
import { clearAway, depart } from "./protocol/close-session.js";
import { type Entry, enterAgain, tryEnter } from "./protocol/enter.js";
import { wantedBy } from "./protocol/find-waiter.js";
import { areOneProcess } from "./protocol/is-incompatible.js";
import { ownPresence, withdraw } from "./protocol/presence.js";
import { stopAsking } from "./protocol/queue.js";
import { newStanding, type Party } from "./protocol/session-context.js";
import { unseenHolder } from "./protocol/unseen-session.js";
import { askPulses } from "./pulse/connected-peers.js";
import { NO_PEERS, type Peers } from "./pulse/peers.js";
import { NO_PULSE, type Pulse } from "./pulse/pulse.js";
import { pulseKind } from "./pulse/pulse-kind.js";
import { startPulse } from "./pulse/start-pulse.js";
import { openSessionDirectory, sessionDirectoryOf } from "./records/open-session-directory.js";
import { isPresence, parseRecord } from "./records/record.js";
import type { SessionFiles } from "./records/session-directory.js";
import type { Mode } from "./session/mode.js";
import { formatSession, newSession, type Session } from "./session/session.js";

/** How a process joins those who use one database file. */
export interface JoinOptions {
  /** The database file, as an absolute path without symbolic links, so that all who use it agree on it. */
  readonly databasePath: string;
  /** `shared` for engines that take SQLite's own locks, `exclusive` for those that must be alone. */
  readonly mode: Mode;
  /** The backend's name, for those who have to wait. */
  readonly backend: string;
  /** Called, from the event loop, when another process begins to wait for this one. */
  readonly onRing?: () => void;
  /** Whether the database has a log with something in it, which tells of somebody who may have it open. */
  readonly hasLog?: () => boolean;
  /** Who this session is; a new one of this process unless a test says otherwise. */
  readonly session?: Session;
  /** The records. Who brings them brings the proofs of life too, or there are none. */
  readonly files?: SessionFiles;
  readonly pulse?: Pulse;
  readonly peers?: Peers;
  readonly liveness?: Liveness;
  /** Milliseconds since the epoch. It decides who goes first, never who may be in. */
  readonly clock?: Clock;
  /** Milliseconds that never go back, to space looks. */
  readonly monotonic?: () => number;
}

/**
 * One session's part in sharing a database file between processes (KS-SHARE-1). Nothing here waits: each call makes one
 * attempt and answers. Errors of the file system are `KEYED_STORE_OPEN_FAILED` or `KEYED_STORE_WRITE_FAILED`.
 */
export interface Sharing {
  readonly session: Session;
  /** Whether others can ring, so that this session need not look for them. */
  readonly canBeRung: boolean;
  /** Whether anybody holds a connection and may want this session to give way, now or later. */
  readonly isRung: boolean;
  /**
   * Tries once to get the right to open the file. Refused, the session has a place in the queue as long as it tries at
   * least every quarter of a second; those who are in, and look, will give way. The right lasts until {@link Sharing.leave}.
   *
   * @param as - the mode for this once
   */
  tryEnter(as?: Mode): Entry;
  /**
   * Who waits to be in without this session, if anyone does: then finish, close the file and {@link Sharing.leave} soon.
   * Meant to be asked between any two operations and, by a timer, when idle: it goes to the disk only every few
   * milliseconds and at most for a hundredth of the time, but at least ten times a second, and answers undefined in
   * between and while not in.
   */
  wantedBy(): Holder | undefined;
  /**
   * Meant to be asked at least once a second. Makes sure that others still see that this session is in, and publishes it again where someone removed it. Names who
   * is, or may be, in meanwhile: then close the file and {@link Sharing.leave}.
   */
  confirm(): Holder | undefined;
  /** Whether no other session is in, as far as its records tell. */
  isAlone(): boolean;
  /** Whether another thread of this process is in too. */
  hasSiblings(): boolean;
  /** Gives the right back. The file must be closed. Who waited longer goes first when this session tries to enter again. */
  leave(): void;
  /**
   * Leaves for good, and clears away what dead processes left. Idempotent; the session must not enter again. Where it
   * takes asking to find out who is dead, the rest happens later, and the promise resolves when it has.
   */
  close(): Promise<void> | undefined;
}

/** A turn lasts at least this long, and an owner is asked at most this often. Closing and reopening costs about 2 ms. */
const LOOK_EVERY_MS = 5;

/** The share of time that looking may take is one in this many. */
const LOOK_SHARE = 100;

/** One look that was slow must not make a session deaf. */
const LOOK_AT_LEAST_EVERY_MS = 100;

/**
 * Joins those who use a database file. Creates the directory of session records beside it, and in it the proof that this
 * session lives, where the system has one.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` the directory of records cannot be made, or is something else (KS-SEC-2)
 */
export function joinSharing(options: JoinOptions): Sharing {
  const { mode, clock = systemClock, monotonic = hostGlobals.monotonicNow, hasLog = () => false } = options;
  const directory = sessionDirectoryOf(options.databasePath);
  const session = options.session ?? newSession(options.backend, clock());
  const files = options.files ?? openSessionDirectory(directory);
  const kind = options.files === undefined ? pulseKind(directory, session.machine) : undefined;
  let party: Party = {
    mode,
    session,
    sessionText: formatSession(session),
    files,
    liveness: options.liveness ?? livenessSeenFrom(session, { oneKernel: kind !== undefined }),
    pulse: options.pulse ?? ownPulse(directory, kind, session, options.onRing),
    peers: options.peers ?? (kind === undefined ? NO_PEERS : askPulses(directory, kind, monotonic)),
    clock,
  };
  const standing = newStanding();
  const isSibling = (name: string): boolean => {
    const other = isPresence(name) ? parseRecord(name)?.session : undefined;
    return other !== undefined && other.nonce !== session.nonce && areOneProcess(other, session);
  };
  const unseenBy = unseenHolder(hasLog, monotonic);
  let lookAgainAt = 0;
  return {
    session,
    canBeRung: party.pulse !== NO_PULSE,
    get isRung() {
      return party.pulse.callers > 0;
    },
    tryEnter(as = mode) {
      if (!standing.entered && party.mode !== as) {
        withdraw(party, standing);
        stopAsking(party, standing);
        party = { ...party, mode: as };
      }
      const unseen = standing.entered ? undefined : unseenBy(party, standing);
      const entry: Entry = unseen === undefined ? tryEnter(party, standing) : { entered: false, holder: unseen };
      lookAgainAt = monotonic() + LOOK_EVERY_MS;
      return entry;
    },
    wantedBy() {
      const began = monotonic();
      if (!standing.entered || began < lookAgainAt) return undefined;
      const holder = wantedBy(party);
      const ended = monotonic();
      const pauseMs = Math.min((ended - began) * LOOK_SHARE, LOOK_AT_LEAST_EVERY_MS);
      lookAgainAt = ended + Math.max(LOOK_EVERY_MS, pauseMs);
      return holder;
    },
    confirm() {
      if (!standing.entered || files.has(ownPresence(party))) return undefined;
      return enterAgain(party, standing);
    },
    isAlone: () => files.look((names) => names.every((name) => !isPresence(name) || name === ownPresence(party))),
    hasSiblings: () => files.look((names) => names.some(isSibling)),
    leave() {
      withdraw(party, standing);
      party.pulse.dismissCallers();
      party.peers.hangUp();
    },
    close() {
      if (depart(party, standing) === "unclear") return clearAwayLater(party);
      party.peers.hangUp();
      return undefined;
    },
  };
}

function ownPulse(
  directory: string,
  kind: string | undefined,
  { nonce }: Session,
  onRing: () => void = () => undefined,
): Pulse {
  return kind === undefined ? NO_PULSE : startPulse({ directory, nonce, kind, onRing });
}

/** When all who were asked have answered, or refused. What is wrong with it then is met by who comes next. */
async function clearAwayLater(party: Party): Promise<void> {
  try {
    await party.peers.settled();
    clearAway(party);
  } catch {
  } finally {
    party.peers.hangUp();
  }
}
