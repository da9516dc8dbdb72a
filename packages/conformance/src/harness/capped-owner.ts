import type { KeyedStore, StateStore } from "@keyed-store/core";
import type { Harness, Value } from "./harness.js";

/** Namespaces "a" and "b" with room for two entries each, in an owner that may have three. */
export interface CappedOwner {
  readonly store: StateStore;
  readonly a: KeyedStore<Value>;
  readonly b: KeyedStore<Value>;
}

/** Opens them. */
export async function openCappedOwner(
  { open, keyed }: Harness,
  ownerOverflow: "reject" | "evict-oldest",
): Promise<CappedOwner> {
  const store = await open({ limits: { maxEntriesPerOwner: 3 }, ownerOverflow });
  return {
    store,
    a: keyed(store, { namespace: "a", maxEntries: 2 }),
    b: keyed(store, { namespace: "b", maxEntries: 2 }),
  };
}

/** Fills both namespaces with two entries each, "x", "y", "z" and "w", under no limit to speak of, and closes. */
export async function fillOwnerBeyondCap({ open, keyed }: Harness): Promise<void> {
  const store = await open();
  for (const key of ["x", "y"]) await keyed(store, { namespace: "a", maxEntries: 2 }).register(key, 1);
  for (const key of ["z", "w"]) await keyed(store, { namespace: "b", maxEntries: 2 }).register(key, 1);
  await store.close();
}
