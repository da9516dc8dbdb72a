import { type BlockingSession, findLiveSessionRemovingDead } from "./blocking-session.js";
import { isConflictingWaiter } from "./queue.js";
import type { SessionContext } from "./session-context.js";

/** The first session that waits to be in without this one. */
export function findWaitingSession(context: SessionContext): BlockingSession | undefined {
  return findLiveSessionRemovingDead(context, (names) => names.find((name) => isConflictingWaiter(context, name)));
}
