/** The last instant that is a date. */
const MAX_DATE_MS = 8.64e15;

/**
 * An instant of Keyv's as an `expiresAt`: whole milliseconds, rounded up so that nothing expires early. What is no finite number, or
 * lies beyond all dates, is never; what lies before them has passed.
 */
export function toExpiresAt(instant: number | undefined): number | undefined {
  if (typeof instant !== "number" || !Number.isFinite(instant)) return undefined;
  const whole = Math.max(0, Math.ceil(instant));
  return whole > MAX_DATE_MS ? undefined : whole;
}
