/** What a new key meets where its namespace is full: the oldest entry goes, or the key is refused. */
export type OverflowPolicy = "evict-oldest" | "reject-new";

/** What a new key meets where its owner is full: it is refused, or the oldest entries of namespaces that evict go. */
export type OwnerOverflowPolicy = "reject" | "evict-oldest";

/**
 * The coordinates of a namespace together with the rules its handle was opened with. One frozen object per handle; a
 * backend may use its identity as a cache key but must not need it.
 */
export interface NamespaceRef {
  readonly owner: string;
  readonly namespace: string;
  /** `Infinity` where the namespace is unbounded, and then `overflow` is `reject-new`. */
  readonly maxEntries: number;
  readonly overflow: OverflowPolicy;
  /** `Infinity` where the owner is unbounded. */
  readonly maxEntriesPerOwner: number;
  readonly ownerOverflow: OwnerOverflowPolicy;
}

/** The cap of a namespace, and what a new key meets there. */
export type NamespaceCap = Pick<NamespaceRef, "maxEntries" | "overflow">;

/** The owner of a namespace and its name in there. */
export type NamespaceAddress = Pick<NamespaceRef, "owner" | "namespace">;
