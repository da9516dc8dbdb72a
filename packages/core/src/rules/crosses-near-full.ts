/**
 * Whether a write that took a cap's live entries from `before` to `after` brought it from below nine tenths of `maxEntries`
 * to there or above. Only caps that reject are worth the warning.
 */
export function crossesNearFull(before: number, after: number, maxEntries: number): boolean {
  const threshold = Math.ceil(maxEntries * 0.9);
  return before < threshold && after >= threshold;
}
