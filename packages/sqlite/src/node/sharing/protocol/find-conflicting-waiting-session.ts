import type { SessionFileName } from "../session/session-file-name.js";
import { type BlockingSession, findFirstLiveSessionAndRemoveDeadOnes } from "./blocking-session.js";
import { isRecordOfConflictingWaiter } from "./queue.js";
import type { SessionContext } from "./session-context.js";

/**
 * The first session that waits to be in without this one.
 *
 * @param onDirectoryListed - called with all names that each look found
 */
export function findConflictingWaitingSession(
  context: SessionContext,
  onDirectoryListed: (names: readonly SessionFileName[]) => void = () => undefined,
): BlockingSession | undefined {
  return findFirstLiveSessionAndRemoveDeadOnes(context, (names) => {
    onDirectoryListed(names);
    return names.find((name) => isRecordOfConflictingWaiter(context, name));
  });
}
