import type { BackendEvent } from "@keyed-store/core";
import { describeSession } from "../../sharing/inspection/store-busy-error.js";
import type { BlockingSession } from "../../sharing/protocol/blocking-session.js";
import type { SessionDirectoryLook, Sharing } from "../../sharing/sharing.js";
import type { ConnectionLifecycle } from "./connection-lifecycle.js";
import { createIdlePollTimer } from "./idle-poll-timer.js";

/** What a hand-over works with. */
export interface FileHandOverOptions {
  readonly sharing: Sharing;
  readonly lifecycle: ConnectionLifecycle;
  readonly emit: (event: BackendEvent) => void;
}

/** Hands the file over to other processes that wait for it, also while this one does nothing. */
export interface FileHandOver {
  /** Closes the connection where another process waits for the file. Never throws. */
  handOverFileIfRequested(): void;
  /** Looks for those who wait from now on, by a timer; to be called when a connection was opened. */
  startPolling(): void;
  stopPolling(): void;
}

/** The hand-over of the connection that `lifecycle` opens. */
export function createFileHandOver({ sharing, lifecycle, emit }: FileHandOverOptions): FileHandOver {
  const idlePoll = createIdlePollTimer(sharing, lookWhileIdle);

  /** What was just done is done, and what is wrong here is met by the next use. */
  function handOverFileIfRequested(): void {
    try {
      handOverTo(sharing.findWaitingSession());
    } catch {}
  }

  /** An idle session must be seen to be in, and must see who waits. Never throws either: each part is done though another fails. */
  function lookWhileIdle(): void {
    let look: SessionDirectoryLook | undefined;
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

  function handOverTo(waiter: BlockingSession | undefined): void {
    if (waiter === undefined) {
      if (lifecycle.current !== undefined && sharing.hasConnectedPeers) idlePoll.start();
      return;
    }
    lifecycle.close();
    emit({ type: "hand-over", to: waiter.session === undefined ? waiter.record : describeSession(waiter.session) });
  }

  return { handOverFileIfRequested, startPolling: idlePoll.start, stopPolling: idlePoll.stop };
}
