import type { JsonValue, KeyedStore, StateStore, SyncKeyedStore } from "@keyed-store/core";
import { sampleKey, sampleValue, scattered } from "./shapes.js";

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

/** Fills a namespace of a store with so many entries. */
export async function openFullNamespace(
  store: StateStore,
  entries: number,
  { owner = "bench", namespace = "bench" }: { owner?: string; namespace?: string } = {},
): Promise<FullNamespace> {
  const options = { owner, namespace, maxEntries: entries };
  const later = store.openKeyedStore<JsonValue>(options);
  const keys = sampleKeys(entries + SPARE_KEYS);
  const anyOf = scattered(entries);
  let next = 0;
  let used = 0;
  const full: FullNamespace = {
    name: `${owner}/${namespace}`,
    later,
    now: lazily(() => store.openSyncKeyedStore<JsonValue>(options)),
    // Those that were driven out are new again, so the keys never come to an end.
    newKey: () => keyAt(keys, next++ % (entries + SPARE_KEYS)),
    presentKey: () => keyAt(keys, (next - 1 - anyOf()) % (entries + SPARE_KEYS)),
    value: () => VALUE_RING[used++ % VALUES] ?? null,
  };
  while (next < entries) {
    const count = Math.min(AT_ONCE, entries - next);
    await Promise.all(Array.from({ length: count }, () => later.register(full.newKey(), full.value())));
  }
  return full;
}

const VALUE_RING = Array.from({ length: VALUES }, (_, i) => sampleValue(i));
const KEY_RING: string[] = [];

/** The first sample keys, made once for all namespaces. */
function sampleKeys(count: number): readonly string[] {
  while (KEY_RING.length < count) KEY_RING.push(sampleKey(KEY_RING.length));
  return KEY_RING;
}

function keyAt(keys: readonly string[], index: number): string {
  return keys[index] ?? "";
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
