/**
 * Whether a write that took a cap's live entries from `before` to `after` brought it from below nine tenths of `maxEntries`
 * to there or above. Only caps that reject are worth the warning.
 */
export function crossesNearFullThreshold(countBefore: number, countAfter: number, maxEntries: number): boolean {
  const threshold = Math.ceil(maxEntries * 0.9);
  return countBefore < threshold && countAfter >= threshold;
}
