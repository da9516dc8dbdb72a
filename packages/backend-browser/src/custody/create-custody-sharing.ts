import type { OtherSession, Sharing } from "@keyed-store/sqlite/portable";
import type { Custody } from "./create-custody.js";
import type { Doorbell } from "./create-doorbell.js";

/** What sharing between tabs works with. */
export interface CustodySharingOptions {
  readonly custody: Custody;
  readonly doorbell: Doorbell;
  /** Whoever has the store, or waits for it. */
  readonly other: OtherSession;
  /** Leaves in the way that suits the moment. */
  leave(): void;
  /** Makes an error of the contract of what the browser threw when the files were opened. */
  translateFailure(error: unknown): Error;
}

/** Custody of the files as the engine shares them. The files are open to one session alone, so that it need not look who else is in. */
export function createCustodySharing(options: CustodySharingOptions): Sharing {
  const { custody, doorbell, other, leave, translateFailure } = options;
  const findWaitingSession = (): OtherSession | undefined => (custody.isIn && doorbell.isRung ? other : undefined);
  return {
    acceptsPeerConnections: true,
    get hasConnectedPeers() {
      return doorbell.isRung;
    },
    get waitedMs() {
      return custody.waitedMs;
    },
    tryEnter() {
      try {
        return custody.tryEnter() ? { entered: true } : { entered: false, blocker: other };
      } catch (error) {
        throw translateFailure(error);
      }
    },
    findWaitingSession,
    confirmPresence: () => undefined,
    lookAround: () => ({ waiter: findWaitingSession(), isPresent: true }),
    isAlone: () => true,
    hasSessionInOtherThread: () => false,
    leave,
    async close() {
      await custody.close();
      doorbell.close();
    },
  };
}
