import type { EpochMs } from "../contract/clock.js";

/**
 * When an entry is to expire, as a command says it: so long from now, with `null` for never, or at an instant in
 * milliseconds since the epoch, which may lie in the past.
 */
export type Expiry = { readonly ttlMs: number | null } | { readonly expiresAt: EpochMs };

/** The first millisecond at which the entry is gone, `null` for never. A time to live counts from the time inside the atomic step (KS-TTL-3). */
export function computeExpiresAt(expiry: Expiry, now: EpochMs): EpochMs | null {
  if ("expiresAt" in expiry) return expiry.expiresAt;
  return expiry.ttlMs === null ? null : now + expiry.ttlMs;
}
