import type { NamespaceCap, NamespaceRef } from "../backend/namespace-ref.js";
import type { StoreContext } from "./store-context.js";

/** The coordinates and caps that commands carry. */
export function createNamespaceRef(
  store: StoreContext,
  owner: string,
  namespace: string,
  { maxEntries, overflow }: NamespaceCap,
): NamespaceRef {
  const { limits, ownerOverflow } = store;
  const { maxEntriesPerOwner } = limits;
  return Object.freeze({ owner, namespace, maxEntries, overflow, maxEntriesPerOwner, ownerOverflow });
}
