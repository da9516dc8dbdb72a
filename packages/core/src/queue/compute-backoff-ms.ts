const MAX_BACKOFF_MS = 25;

/**
 * How long to wait after the `attempt`-th refusal in a row, counted from 0: about 1 ms, then twice as long each time up
 * to 25 ms, with jitter so that processes that wait for the same holder do not march in step.
 */
export function computeBackoffMs(attempt: number, random: () => number): number {
  return Math.min(MAX_BACKOFF_MS, 2 ** attempt) * (0.5 + random() / 2);
}
