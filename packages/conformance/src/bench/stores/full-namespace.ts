import type { JsonValue, KeyedStore, StateStore, SyncKeyedStore } from "@keyed-store/core";
import { createIndexGenerator, createSampleKey, createSampleValue } from "./shapes.js";

/** Keys beyond those that are present, so that many can be new at once. */
const SPARE_KEYS = 10_000;
/** A prime, so that a key seldom gets the value that it has. */
const VALUES = 4_099;
/** Writes that are issued together to fill a namespace. */
const AT_ONCE = 1_000;

/** A namespace that is full, so that each new key drives out the oldest. Nothing it gives is made while time is taken. */
export interface FullNamespace {
  /** Which one it is in its store. */
  readonly name: string;
  readonly later: KeyedStore<JsonValue>;
  /** The same at once; it throws where the backend is not synchronous. */
  readonly now: () => SyncKeyedStore<JsonValue>;
  /** A key that is not there. It must be written next, for it counts as present from then on. */
  readonly newKey: () => string;
  /** Any key that is there, as long as every key was written as often as it was given as new. */
  readonly presentKey: () => string;
  readonly value: () => JsonValue;
}

/** Which namespace is filled. */
export interface FullNamespaceAddress {
  /** Default `bench`. */
  readonly owner?: string;
  /** Default `bench`. */
  readonly namespace?: string;
}

/** Fills a namespace of a store with so many entries. */
export async function openFullNamespace(
  store: StateStore,
  entryCount: number,
  { owner = "bench", namespace = "bench" }: FullNamespaceAddress = {},
  createValue: (index: number) => JsonValue = (index) => VALUE_RING[index % VALUES] ?? null,
): Promise<FullNamespace> {
  const options = { owner, namespace, maxEntries: entryCount };
  const later = store.openKeyedStore<JsonValue>(options);
  const keys = listSampleKeys(entryCount + SPARE_KEYS);
  const anyOf = createIndexGenerator(entryCount);
  let next = 0;
  let used = 0;
  const full: FullNamespace = {
    name: `${owner}/${namespace}`,
    later,
    now: memoize(() => store.openSyncKeyedStore<JsonValue>(options)),
    // Those that were driven out are new again, so the keys never come to an end.
    newKey: () => getKeyAt(keys, next++ % (entryCount + SPARE_KEYS)),
    presentKey: () => getKeyAt(keys, (next - 1 - anyOf()) % (entryCount + SPARE_KEYS)),
    value: () => createValue(used++),
  };
  while (next < entryCount) {
    const count = Math.min(AT_ONCE, entryCount - next);
    await Promise.all(Array.from({ length: count }, () => later.register(full.newKey(), full.value())));
  }
  return full;
}

const VALUE_RING = Array.from({ length: VALUES }, (_, i) => createSampleValue(i));
const KEY_RING: string[] = [];

/** The first sample keys, made once for all namespaces. */
function listSampleKeys(count: number): readonly string[] {
  while (KEY_RING.length < count) KEY_RING.push(createSampleKey(KEY_RING.length));
  return KEY_RING;
}

function getKeyAt(keys: readonly string[], index: number): string {
  return keys[index] ?? "";
}

function memoize<T>(create: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= create();
    return made;
  };
}
