/** A live entry, as reads give it. */
export interface Entry<T> {
  readonly key: string;
  readonly value: T;
  /**
   * When it was last written (never by `touch`), in milliseconds since the epoch, as the clock said then. To tell which of two
   * was written later, compare `version`: a clock may step back (KS-ORDER-1).
   */
  readonly createdAt: number;
  /** The first millisecond at which it is gone (KS-TTL-2); absent where it never expires. */
  readonly expiresAt?: number;
  /** Positive, safe, new and greater with every write, and never used again for this key (KS-ORDER-2). */
  readonly version: number;
}
