/** How a writer writes. */
export interface WriterOptions {
  /** Which keys it writes to; nobody else does. */
  readonly slot: number;
  /** Its numbers begin here, above those of all that had the slot before. */
  readonly first: number;
  /** Whether it acknowledges before it writes, which is the fault that the check must find. */
  readonly claimsEarly: boolean;
}
