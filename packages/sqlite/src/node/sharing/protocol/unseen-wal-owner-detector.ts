import type { BlockingSession } from "./blocking-session.js";
import { joinWaitingQueueOrRenewTicket } from "./queue.js";
import type { SessionContext, SessionState } from "./session-context.js";

/** By then, whoever is in has published its record again: it looks every 1.5 s at the latest. */
const SEEN_WITHIN_MS = 2_500;

/** Gives a blocker where somebody unseen may have the database open. To be called before each attempt to enter. */
export type UnseenWalOwnerDetector = (context: SessionContext, state: SessionState) => BlockingSession | undefined;

/**
 * Detects a session whose record and pulse were removed, as a cleaner of old files may do. A log is left beside a
 * database by those only who have it open, or died; the dead have left their records too. So who finds a log and nobody at all
 * waits until the living must have published theirs again, and asks them meanwhile to leave.
 */
export function createUnseenWalOwnerDetector(
  hasNonEmptyWal: () => boolean,
  monotonicNow: () => number,
): UnseenWalOwnerDetector {
  let isSettled = false;
  let since: number | undefined;
  return (context, state) => {
    const isOwn = (name: string): boolean => name.includes(context.session.nonce);
    if (isSettled || context.directory.withSessionFileNames((names) => !names.every(isOwn)) || !hasNonEmptyWal()) {
      isSettled = true;
      return undefined;
    }
    const now = monotonicNow();
    since ??= now;
    if (now - since >= SEEN_WITHIN_MS) {
      isSettled = true;
      return undefined;
    }
    const blocker: BlockingSession = {
      doing: "unseen",
      liveness: "unknown",
      record: "",
      session: undefined,
      pulse: undefined,
    };
    joinWaitingQueueOrRenewTicket(blocker, context, state);
    return blocker;
  };
}
