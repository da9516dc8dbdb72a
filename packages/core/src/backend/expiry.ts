import type { EpochMs } from "../contract/clock.js";

/** How long an entry lives: milliseconds, a whole number from 1. */
export type TtlMs = number;

/** Stands for an expiry where an entry never expires. */
export type NeverExpires = null;

/**
 * When an entry is to expire, as a command says it: so long from now, with `null` for never, or at an instant in
 * milliseconds since the epoch, which may lie in the past.
 */
export type Expiry = { readonly ttlMs: TtlMs | NeverExpires } | { readonly expiresAt: EpochMs };

/** The first millisecond at which the entry is gone, `null` for never. A time to live counts from the time inside the atomic step (KS-TTL-3). */
export function computeExpiresAt(expiry: Expiry, now: EpochMs): EpochMs | NeverExpires {
  if ("expiresAt" in expiry) return expiry.expiresAt;
  return expiry.ttlMs === null ? null : now + expiry.ttlMs;
}
