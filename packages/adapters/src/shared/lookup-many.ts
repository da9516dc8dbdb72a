import type { KeyedStore } from "@keyed-store/core";

/** The most keys that one `lookupMany` takes. */
const MOST = 10_000;

/** The live values of any number of keys, by position; each 10,000 of them at one point in time. */
export async function lookupMany<T>(store: KeyedStore<T>, keys: readonly string[]): Promise<(T | undefined)[]> {
  const pages = Array.from({ length: Math.ceil(keys.length / MOST) }, (_, index) =>
    keys.slice(index * MOST, (index + 1) * MOST),
  );
  return (await Promise.all(pages.map((page) => store.lookupMany(page)))).flat();
}
