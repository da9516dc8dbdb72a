import { type BlockingSession, findLiveSessionRemovingDead } from "./blocking-session.js";
import { isConflictingWaiter } from "./queue.js";
import type { SessionContext } from "./session-context.js";

/**
 * The first session that waits to be in without this one.
 *
 * @param onNames - called with all names that each look found
 */
export function findWaitingSession(
  context: SessionContext,
  onNames: (names: readonly string[]) => void = () => undefined,
): BlockingSession | undefined {
  return findLiveSessionRemovingDead(context, (names) => {
    onNames(names);
    return names.find((name) => isConflictingWaiter(context, name));
  });
}
