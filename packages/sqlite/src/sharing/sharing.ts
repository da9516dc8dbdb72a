import type { Clock } from "@keyed-store/core";
import { depart } from "./depart.js";
import { type Entry, tryEnter } from "./enter.js";
import type { Holder } from "./holder.js";
import { type Liveness, livenessSeenFrom } from "./liveness.js";
import type { Mode } from "./mode.js";
import { newStanding, type Party } from "./party.js";
import { withdraw } from "./presence.js";
import { formatSession, newSession, type Session } from "./session.js";
import { openSessionDirectory, sessionDirectoryOf } from "./session-directory.js";
import type { SessionFiles } from "./session-files.js";
import { wantedBy } from "./wanted-by.js";

/** How a process joins those who use one database file. */
export interface JoinOptions {
  /** The database file, as an absolute path without symbolic links, so that all who use it agree on it. */
  readonly databasePath: string;
  /** `shared` for engines that take SQLite's own locks, `exclusive` for those that must be alone. */
  readonly mode: Mode;
  /** The backend's name, for those who have to wait. */
  readonly backend: string;
  /** Who this session is; a new one of this process unless a test says otherwise. */
  readonly session?: Session;
  readonly files?: SessionFiles;
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
  /**
   * Tries once to get the right to open the file. Refused, the session has a place in the queue as long as it tries at
   * least every quarter of a second; those who are in, and look, will give way. The right lasts until {@link Sharing.leave}.
   */
  tryEnter(): Entry;
  /**
   * Who waits to be in without this session, if anyone does: then finish, close the file and {@link Sharing.leave} soon.
   * Meant to be asked between any two operations and, by a timer, when idle: it goes to the disk only every few
   * milliseconds and at most for a hundredth of the time, and answers undefined in between and while not in.
   */
  wantedBy(): Holder | undefined;
  /** Gives the right back. The file must be closed. Who waited longer goes first when this session tries to enter again. */
  leave(): void;
  /** Leaves for good, and clears away what dead processes left. Idempotent; the session must not enter again. */
  close(): void;
}

/** A turn lasts at least this long, and an owner is asked at most this often. Closing and reopening costs about 2 ms. */
const LOOK_EVERY_MS = 5;

/** The share of time that looking may take is one in this many. */
const LOOK_SHARE = 100;

/**
 * Joins those who use a database file. Creates the directory of session records beside it, and nothing in it yet.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` the directory of records cannot be made, or is something else (KS-SEC-2)
 */
export function joinSharing(options: JoinOptions): Sharing {
  const { mode, clock = Date.now, monotonic = () => performance.now() } = options;
  const session = options.session ?? newSession(options.backend, clock());
  const files = options.files ?? openSessionDirectory(sessionDirectoryOf(options.databasePath));
  const liveness = options.liveness ?? livenessSeenFrom(session);
  const party: Party = { mode, session, sessionText: formatSession(session), files, liveness, clock };
  const standing = newStanding();
  let lookAgainAt = 0;
  return {
    session,
    tryEnter() {
      const entry = tryEnter(party, standing);
      lookAgainAt = monotonic() + LOOK_EVERY_MS;
      return entry;
    },
    wantedBy() {
      const began = monotonic();
      if (!standing.entered || began < lookAgainAt) return undefined;
      const holder = wantedBy(party);
      const ended = monotonic();
      lookAgainAt = ended + Math.max(LOOK_EVERY_MS, (ended - began) * LOOK_SHARE);
      return holder;
    },
    leave: () => withdraw(party, standing),
    close: () => depart(party, standing),
  };
}
