import type { RecordName } from "../session/record-name.js";
import { type BlockingSession, findLiveSessionRemovingDead } from "./blocking-session.js";
import { isConflictingWaiter } from "./queue.js";
import type { SessionContext } from "./session-context.js";

/**
 * The first session that waits to be in without this one.
 *
 * @param onRecordNames - called with all names that each look found
 */
export function findWaitingSession(
  context: SessionContext,
  onRecordNames: (names: readonly RecordName[]) => void = () => undefined,
): BlockingSession | undefined {
  return findLiveSessionRemovingDead(context, (names) => {
    onRecordNames(names);
    return names.find((name) => isConflictingWaiter(context, name));
  });
}
