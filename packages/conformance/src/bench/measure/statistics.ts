/** The value in the middle; of an even number of them, the mean of the two. `NaN` of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a part of all lies, between two of them in proportion. `NaN` of none. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * fraction;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below === undefined || above === undefined ? Number.NaN : below + (above - below) * (at - Math.floor(at));
}

/** A number that was measured many times: the middle, and the two between which half of them lie. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The middle of some values, and their quartiles. */
export function computeSpread(values: readonly number[]): Spread {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/**
 * How many times as fast a contestant is as the baseline, from what both took in the same rounds: round by round, so that
 * what fell on both in one round cancels out.
 */
export function computeSpeedRatio(contestantTimes: readonly number[], baselineTimes: readonly number[]): Spread {
  return computeSpread(contestantTimes.map((time, round) => (baselineTimes[round] ?? Number.NaN) / time));
}
