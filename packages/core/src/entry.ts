/** A live entry, as reads give it. */
export interface Entry<T> {
  readonly key: string;
  readonly value: T;
  /** When it was last written (never by `touch`), in milliseconds since the epoch; never goes down within a namespace (KS-ORDER-1). */
  readonly createdAt: number;
  /** The first millisecond at which it is gone (KS-TTL-2); absent where it never expires. */
  readonly expiresAt?: number;
  /** Positive, safe, new with every write, and never used again for this key (KS-ORDER-2). */
  readonly version: number;
}
