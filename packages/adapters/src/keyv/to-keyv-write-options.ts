import type { WriteOptions } from "@keyed-store/core";

/** Half of the last date there is: what lies beyond is never, whatever the time is now. */
const FAR_AWAY_MS = 4.32e15;

/**
 * An instant of Keyv 6's, or the time to live of Keyv 5's, as a store takes it: whole milliseconds, rounded up so that nothing
 * expires early. What is no finite number, or lies too far away, is never; what has passed leaves the key absent.
 */
export function toKeyvWriteOptions(keyvMajorVersion: 5 | 6, ttlMsOrExpiresAt: number | undefined): WriteOptions {
  if (typeof ttlMsOrExpiresAt !== "number" || !Number.isFinite(ttlMsOrExpiresAt) || ttlMsOrExpiresAt > FAR_AWAY_MS)
    return { ttlMs: null };
  const whole = Math.ceil(ttlMsOrExpiresAt);
  if (keyvMajorVersion === 6) return { expiresAt: Math.max(0, whole) };
  if (whole === 0) return { ttlMs: null };
  return whole > 0 ? { ttlMs: whole } : { expiresAt: 0 };
}
