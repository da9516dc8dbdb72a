import type { PulseName } from "./pulse-name.js";

/** What a pulse proves. */
export type Proof = "alive" | "dead";

/**
 * The pulses of other sessions, as one session asks for them. A connection proves for as long as it lasts that its owner
 * lives, and tells the owner that someone waits. A refusal proves death, for good.
 */
export interface Peers {
  /**
   * What is known by now; undefined where this pulse proves nothing, or not yet: then asking has begun, and the answer
   * comes with the next turns of the event loop.
   *
   * @param isCrowded - whether so many may ask at once that some systems refuse for that reason
   */
  proof(pulse: PulseName, isCrowded: boolean): Proof | undefined;
  /** Makes the owner of a pulse look who waits, now and whenever it comes in, until {@link Peers.hangUp}. */
  call(pulse: PulseName): void;
  /** Resolves when all that was asked is answered. Until then, it keeps the process alive. */
  whenAnswered(): Promise<void>;
  /** Ends all connections. What is proven stays known. */
  hangUp(): void;
}

/** What a session has that can ask nobody. */
export const NO_PEERS: Peers = {
  proof: () => undefined,
  call() {},
  whenAnswered: () => Promise.resolve(),
  hangUp() {},
};
