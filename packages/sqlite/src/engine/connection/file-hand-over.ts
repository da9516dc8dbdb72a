import { type BackendEvent, hostGlobals } from "@keyed-store/core";
import type { OtherSession } from "../../host/other-session.js";
import type { LookAround, Sharing } from "../../host/sharing.js";
import type { ReopenableConnection } from "./reopenable-connection.js";
import { createTurn } from "./turn.js";
import { createWaitingPeerPollTimer } from "./waiting-peer-poll-timer.js";

/** What a hand-over works with. */
export interface FileHandOverOptions {
  readonly sharing: Sharing;
  readonly lifecycle: Pick<ReopenableConnection, "current" | "close" | "abandon">;
  readonly emit: (event: BackendEvent) => void;
  /** Whether the file is only read. */
  readonly isReader: () => boolean;
}

/**
 * Hands the file over to other processes that wait for it: a busy session after its turn, an idle one at once. A reader that had to wait
 * does not wait to be asked: it gives the file back when it has nothing more to read.
 */
export interface FileHandOver {
  /** Begins a turn, and looks for those who wait from now on, by a timer; to be called when a connection was opened. */
  start(): void;
  /** To be called when a connection is closed. */
  stop(): void;
  /**
   * Between two uses of the file: closes the connection where another session waits and this one has had its turn. Never throws.
   *
   * @param usedAt - when it was used, as late as is known, on the clock of `hostGlobals.monotonicNow`
   */
  noteUse(usedAt: number): void;
  /** Closes the connection where another session waits and this one is idle. To be called when somebody rings. */
  lookIfIdle(): void;
}

/** Between two looks of a busy session whether another one waits; most of these need no system call. */
const LOOK_EVERY_MS = 1;

/**
 * A reader that has not read in so many turns of the event loop has nothing more to read: what one reading leads to, it begins in the next
 * turn or the one after that. A turn in which nothing happens takes microseconds.
 */
const QUIET_TURNS = 4;

/** The hand-over of the connection that `lifecycle` opens. */
export function createFileHandOverToWaitingSessions(options: FileHandOverOptions): FileHandOver {
  const { sharing, lifecycle, emit, isReader } = options;
  const idlePoll = createWaitingPeerPollTimer(sharing, lookIfIdle);
  const turn = createTurn();
  let lookedAt = 0;
  /** Turns of the event loop that have ended since the last use, that of the use among them. */
  let turnsSinceUse = 0;
  let isGivingBack = false;

  /** Whoever had the file before had work to do with it. */
  function giveBackWhenNothingIsLeftToRead(): void {
    if (isGivingBack) return;
    isGivingBack = true;
    hostGlobals.setImmediate(giveBackIfQuiet);
  }

  function giveBackIfQuiet(): void {
    turnsSinceUse += 1;
    if (turnsSinceUse <= QUIET_TURNS) {
      hostGlobals.setImmediate(giveBackIfQuiet);
      return;
    }
    isGivingBack = false;
    giveBack();
  }

  /** What is wrong here is met by the next use. */
  function giveBack(): void {
    try {
      if (lifecycle.current !== undefined) lifecycle.close();
    } catch {}
  }

  /** What was just done is done, and what is wrong here is met by the next use. */
  function handOverFileIfRequested(): void {
    try {
      handOverTo(sharing.findWaitingSession());
    } catch {}
  }

  /**
   * On a busy machine, much time may pass between two uses. So what this process has to do now, which may be to use the file, it
   * does before it is asked whether it is idle. A reader that will give the file back unasked is not, however long it is at what it read.
   */
  function lookIfIdle(): void {
    hostGlobals.setImmediate(() => {
      if (!isGivingBack && turn.isIdle(hostGlobals.monotonicNow())) lookWhileIdle();
      else pollOftenIfCalled();
    });
  }

  /** An idle session must be seen to be in, and must see who waits. Never throws either: each part is done though another fails. */
  function lookWhileIdle(): void {
    let look: LookAround | undefined;
    try {
      look = sharing.lookAround();
    } catch {}
    try {
      // Another got in, to whom this session was not visible.
      if (lifecycle.current !== undefined && look?.isPresent !== true && sharing.confirmPresence() !== undefined) {
        lifecycle.abandon();
        return;
      }
    } catch {}
    try {
      handOverTo(look?.waiter);
    } catch {}
  }

  function handOverTo(waiter: OtherSession | undefined): void {
    if (waiter === undefined) {
      pollOftenIfCalled();
      return;
    }
    lifecycle.close();
    emit({ type: "hand-over", to: waiter.describe() });
  }

  function pollOftenIfCalled(): void {
    if (lifecycle.current !== undefined && sharing.hasConnectedPeers) idlePoll.start();
  }

  return {
    start() {
      // A reader need not be asked to leave when it has read what it wanted.
      turn.begin(isReader() ? Number.POSITIVE_INFINITY : sharing.waitedMs, hostGlobals.monotonicNow());
      idlePoll.start();
    },
    stop: idlePoll.stop,
    noteUse(usedAt) {
      turn.noteUse(usedAt);
      turnsSinceUse = 0;
      if (sharing.waitedMs > 0 && isReader()) giveBackWhenNothingIsLeftToRead();
      if (usedAt - lookedAt < LOOK_EVERY_MS || !turn.isOver(usedAt)) return;
      lookedAt = usedAt;
      handOverFileIfRequested();
    },
    lookIfIdle,
  };
}
