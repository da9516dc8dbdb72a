import type { OtherSession } from "./other-session.js";
import type { SharingMode } from "./sharing-mode.js";

/**
 * One session's part in sharing a database file with others (KS-SHARE-1), for hosts that know them as `Other`. Nothing here waits:
 * each call makes one attempt and answers. What the host refuses is `KEYED_STORE_OPEN_FAILED` or `KEYED_STORE_WRITE_FAILED`.
 */
export interface Sharing<Other = OtherSession> {
  /** Whether others can connect to this session's pulse, so that it need not look for them. */
  readonly acceptsPeerConnections: boolean;
  /** Whether anybody holds such a connection, and may wait for the file now or later. */
  readonly hasConnectedPeers: boolean;
  /** How many milliseconds the session had tried when it got in last; 0 where its first attempt went well. */
  readonly waitedMs: number;
  /**
   * Tries once to get the right to open the file. Refused, the session has a place in the queue as long as it tries at
   * least every quarter of a second; those who are in, and look, will leave. The right lasts until {@link Sharing.leave}.
   *
   * @param mode - the mode for this once
   */
  tryEnter(mode?: SharingMode): EnterAttemptResult<Other>;
  /**
   * Who waits to be in without this session, if anyone does: then finish, close the file and {@link Sharing.leave} soon.
   * To be called between any two operations and, by a timer, when idle. It looks only every few milliseconds and at most for
   * a hundredth of the time, but at least ten times a second. In between, and while not in, it returns undefined.
   */
  findWaitingSession(): Other | undefined;
  /**
   * Makes sure that others still see that this session is in, and publishes that again where someone removed it. Returns who
   * is, or may be, in meanwhile: then close the file and {@link Sharing.leave}. To be called every 1.5 s at least.
   */
  confirmPresence(): Other | undefined;
  /**
   * Looks as {@link Sharing.findWaitingSession} does, and whether others see that this session is in. Undefined where it does not
   * look, which is as seldom.
   */
  lookAround(): LookAround<Other> | undefined;
  /** Whether no other session is in, as far as can be told. */
  isAlone(): boolean;
  /** Whether another thread of this process is in too. */
  hasSessionInOtherThread(): boolean;
  /** Gives the right back. The file must be closed. Who waited longer goes first when this session tries to enter again. */
  leave(): void;
  /**
   * Leaves for good, and removes what dead sessions left. Idempotent; the session must not enter again. Where others must
   * be asked to find out who is dead, the rest happens later, and the promise resolves when it has.
   */
  close(): Promise<void> | undefined;
}

/** The result of one attempt to enter. */
export type EnterAttemptResult<Other = OtherSession> =
  | { readonly entered: true }
  | { readonly entered: false; readonly blocker: Other };

/** What one look around told. */
export interface LookAround<Other = OtherSession> {
  /** Who waits to be in without this session. */
  readonly waiter: Other | undefined;
  /** Whether others see that this session is in. */
  readonly isPresent: boolean;
}
