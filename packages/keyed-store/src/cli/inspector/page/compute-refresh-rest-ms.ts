/** Refreshes may take this share of the time, since others work with the store meanwhile and some engines let one in at a time. */
const SHARE_OF_TIME = 1 / 40;

/** However long a refresh takes, a person wants to see the next one. */
const LONGEST_REST_MS = 10_000;

/** How long to rest after a refresh that took so long. */
export function computeRefreshRestMs(tookMs: number): number {
  return Math.min(tookMs / SHARE_OF_TIME, LONGEST_REST_MS);
}
