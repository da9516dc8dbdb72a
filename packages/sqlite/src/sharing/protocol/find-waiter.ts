import { type BlockingSession, findLiveSession } from "./blocking-session.js";
import { isWaitingFor } from "./queue.js";
import type { SessionContext } from "./session-context.js";

/** The first session that waits to be in without this one. */
export function findWaiter(context: SessionContext): BlockingSession | undefined {
  return findLiveSession(context, (names) => names.find((name) => isWaitingFor(context, name)));
}
