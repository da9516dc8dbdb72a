import type { ReadOnlyStateStore } from "@keyed-store/core";

/** How many live entries a namespace has, as the store keeps the number: none of them is looked at. */
export async function readNamespaceEntryCount(
  store: ReadOnlyStateStore,
  owner: string,
  namespace: string,
): Promise<number> {
  const { namespaces } = await store.owner(owner).usage();
  return namespaces.find((each) => each.namespace === namespace)?.entries ?? 0;
}
