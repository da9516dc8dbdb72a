/** An entry to bring back with the times it had. */
export interface RestoreRecord<T = unknown> {
  /** The key it comes under. */
  readonly key: string;
  /** Its value, which is checked as one that is written. */
  readonly value: T;
  /** When it was written, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** The first millisecond at which it is gone; absent or `null` for never. */
  readonly expiresAt?: number | null | undefined;
}

/** How entries are brought back. */
export interface RestoreOptions {
  /** The most live entries the namespace may come to. Default: as it is open in this process, else the owner's limit. */
  readonly maxEntries?: number | undefined;
}

/** What became of one {@link RestoreRecord}. */
export type RestoreResult = "restored" | "older" | "expired" | "full";
