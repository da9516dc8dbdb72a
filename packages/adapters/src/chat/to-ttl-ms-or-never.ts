/** A time to live as a store takes it: none where the host gives none, or 0. */
export function toTtlMsOrNever(hostTtlMs: number | null | undefined): number | null {
  return hostTtlMs ? Math.ceil(hostTtlMs) : null;
}
