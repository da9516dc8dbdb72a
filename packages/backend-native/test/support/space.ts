import type { Space } from "@keyed-store/core";

/** A namespace with room, except where told otherwise. */
export function space(rules: Partial<Space> = {}): Space {
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
