import type { OtherSession } from "../../host/other-session.js";
import type { Sharing } from "../../host/sharing.js";
import { describeSession, storeBusyError } from "../sharing/inspection/store-busy-error.js";
import type { BlockingSession } from "../sharing/protocol/blocking-session.js";
import type { SharingSession } from "../sharing/sharing-session.js";

/** A session's part in sharing, with the others in words. */
export function nameOtherSessions(sharing: SharingSession, databasePath: string, backendName: string): Sharing {
  const name = (other: BlockingSession): OtherSession => ({
    describe: () => (other.session === undefined ? other.record : describeSession(other.session)),
    createBusyError: () => storeBusyError(other, databasePath, { backend: backendName }),
  });
  const nameIfAny = (other: BlockingSession | undefined): OtherSession | undefined => other && name(other);
  return {
    acceptsPeerConnections: sharing.acceptsPeerConnections,
    get hasConnectedPeers() {
      return sharing.hasConnectedPeers;
    },
    get waitedMs() {
      return sharing.waitedMs;
    },
    tryEnter(mode) {
      const entry = sharing.tryEnter(mode);
      return entry.entered ? entry : { entered: false, blocker: name(entry.blocker) };
    },
    findWaitingSession: () => nameIfAny(sharing.findWaitingSession()),
    confirmPresence: () => nameIfAny(sharing.confirmPresence()),
    lookAround() {
      const look = sharing.lookAround();
      return look && { ...look, waiter: nameIfAny(look.waiter) };
    },
    isAlone: sharing.isAlone,
    hasSessionInOtherThread: sharing.hasSessionInOtherThread,
    leave: sharing.leave,
    close: sharing.close,
  };
}
