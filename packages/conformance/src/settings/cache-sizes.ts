/** What is tried as `cacheBytes`: the default, a few entries, none (KS-ATOM-8). */
export const CACHE_SIZES: readonly (number | undefined)[] = [undefined, 2_000, 0];
