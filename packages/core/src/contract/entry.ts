import type { EpochMs } from "./clock.js";

/** Which write an entry comes from: a positive, safe integer, greater with every write (KS-ORDER-2). */
export type EntryVersion = number;

/** A live entry, as reads give it. */
export interface Entry<T> {
  /** The key it is under. */
  readonly key: string;
  /** Its value. */
  readonly value: T;
  /**
   * When it was last written (never by `touch`), in milliseconds since the epoch, as the clock said then. To tell which of two
   * was written later, compare `version`: a clock may step back (KS-ORDER-1).
   */
  readonly createdAt: EpochMs;
  /** The first millisecond at which it is gone (KS-TTL-2); absent where it never expires. */
  readonly expiresAt?: EpochMs;
  /** Positive, safe, new and greater with every write, and never used again for this key (KS-ORDER-2). */
  readonly version: EntryVersion;
}
