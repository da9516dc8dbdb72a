/** A time to live as a store takes it: none where the host gives none, or 0. */
export function toTtl(ttlMs: number | null | undefined): number | null {
  return ttlMs ? Math.ceil(ttlMs) : null;
}
