/** Longer than any date can tell: about 142,000 years. */
const FOR_EVER_MS = 2 ** 52;

/** A host's time in milliseconds as a store takes it: a whole number from 1, or `null` for none at all where it is 0 or less. */
export function toDurationMsOrNever(hostDurationMs: number): number | null {
  return hostDurationMs > 0 ? Math.min(Math.ceil(hostDurationMs), FOR_EVER_MS) : null;
}
