import type { NamespaceRef } from "@keyed-store/core";

/** A namespace with room, except where told otherwise. */
export function space(rules: Partial<NamespaceRef> = {}): NamespaceRef {
  return {
    owner: "owner",
    namespace: "namespace",
    maxEntries: 100,
    overflow: "evict-oldest",
    maxEntriesPerOwner: 1000,
    ownerOverflow: "reject",
    ...rules,
  };
}
