/**
 * A provider whose stores have so large a cache, whatever is asked for.
 *
 * @param {import("@keyed-store/core").BackendProvider} provider
 * @param {number} cacheBytes
 * @returns {import("@keyed-store/core").BackendProvider}
 */
export function withCacheBytes(provider, cacheBytes) {
  return {
    ...provider,
    async load() {
      const loaded = await provider.load();
      return { ...loaded, open: (options) => loaded.open({ ...options, cacheBytes }) };
    },
  };
}
