import type { JsonValue, KeyedStore, ReadOnlyKeyedStore, ReadOnlyStateStore, StateStore } from "@keyed-store/core";

/**
 * A namespace as an operator sees it. The caps belong to the program that owns it and are not known here; so nothing
 * done by hand is held to them unless asked for, and nothing is ever evicted.
 */
export function openNamespaceStore(
  store: StateStore,
  owner: string,
  namespace: string,
  maxEntries?: number,
): KeyedStore<JsonValue>;
export function openNamespaceStore(
  store: ReadOnlyStateStore,
  owner: string,
  namespace: string,
): ReadOnlyKeyedStore<JsonValue>;
export function openNamespaceStore(
  store: ReadOnlyStateStore,
  owner: string,
  namespace: string,
  maxEntries: number = Number.MAX_SAFE_INTEGER,
): ReadOnlyKeyedStore<JsonValue> {
  return store.openKeyedStore<JsonValue>({ owner, namespace, maxEntries, overflow: "reject-new" });
}
