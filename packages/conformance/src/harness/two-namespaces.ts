import type { Atomic, KeyedStore, StateStore } from "@keyed-store/core";
import { fillNamespaceOptions } from "./fill-namespace-options.js";
import { type Harness, type NamespaceOptions, OWNER, type Value } from "./harness.js";

/** Two namespaces of one owner, "a" and "b", and steps over both. */
export interface TwoNamespaces {
  readonly store: StateStore;
  readonly a: KeyedStore<Value>;
  readonly b: KeyedStore<Value>;
  readonly begin: () => Atomic;
}

/** Opens them with asynchronous handles whatever the run: `atomic()` takes no others. */
export async function openTwoNamespaces(
  { open }: Harness,
  options: NamespaceOptions<Value> = {},
): Promise<TwoNamespaces> {
  const store = await open();
  const handle = (namespace: string): KeyedStore<Value> =>
    store.openKeyedStore(fillNamespaceOptions({ ...options, namespace }));
  return { store, a: handle("a"), b: handle("b"), begin: () => store.owner(OWNER).atomic() };
}
