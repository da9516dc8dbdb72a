import type { SessionNonce } from "../session/session.js";
import type { PulseName } from "./pulse-name.js";

/** What a pulse proves. */
export type LivenessProof = "alive" | "dead";

/**
 * The pulses of other sessions, as one session sees them. A connection to a pulse proves for as long as it lasts that its owner
 * lives, and tells the owner that someone waits. A refusal proves that the owner is dead, for good.
 */
export interface PeerPulseProber {
  /**
   * What is proven by now; undefined where this pulse proves nothing, or not yet: then an attempt to connect has begun, and its
   * result comes with the next turns of the event loop.
   *
   * @param couldRefusalMeanFullBacklog - whether so many may connect at once that some systems refuse for that reason
   */
  getLivenessProof(pulse: PulseName, couldRefusalMeanFullBacklog: boolean): LivenessProof | undefined;
  /** Connects to a pulse, so that its owner looks who waits, now and whenever it comes in, until {@link PeerPulseProber.disconnectAll}. */
  connect(pulse: PulseName): void;
  /** The same for all pulses that are there, but that of the session with this nonce. */
  callOthers(ownNonce: SessionNonce): void;
  /**
   * Removes the sockets that were left by those who died while they made their pulse, and answers whether all that are
   * there could be judged by now. One that is only bound refuses as well, though its owner lives, and is then made anew.
   */
  removeUnfinishedPulses(): boolean;
  /** Resolves when all attempts to connect have a result. Until then, it keeps the process alive. */
  whenAnswered(): Promise<void>;
  /** Ends all connections. What is proven stays known. */
  disconnectAll(): void;
}

/** The peers of a session that cannot connect to anybody. */
export const NO_PEERS: PeerPulseProber = {
  getLivenessProof: () => undefined,
  connect() {},
  callOthers() {},
  removeUnfinishedPulses: () => true,
  whenAnswered: () => Promise.resolve(),
  disconnectAll() {},
};
