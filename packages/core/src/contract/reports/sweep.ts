/** How much one sweep does. */
export interface SweepOptions {
  /** The most rows to remove, a whole number from 1. Default 1024. */
  readonly limit?: number | undefined;
}

/** What one `sweepExpired` did. */
export interface SweepResult {
  /** Expired rows removed. */
  readonly removed: number;
  /** Whether expired rows are left. */
  readonly more: boolean;
}
