/** The rules of a namespace in the model. */
export interface NamespaceRules {
  readonly owner: string;
  readonly namespace: string;
  readonly maxEntries: number;
  readonly overflow: "evict-oldest" | "reject-new";
  readonly defaultTtlMs: number | null;
  readonly slidingTtl: boolean;
}

/** The rules of a store in the model. */
export interface StoreRules {
  readonly namespaces: readonly NamespaceRules[];
  readonly maxEntriesPerOwner: number;
  readonly ownerOverflow: "reject" | "evict-oldest";
}

/** An entry in the model. `order` stands for its age. */
export interface ModelEntry {
  readonly namespaceIndex: number;
  readonly key: string;
  readonly value: unknown;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  readonly order: number;
  /** What the store called it, once it was seen there. */
  version?: number;
}

/** One thing of an atomic step, or a write of its own. */
export interface Write {
  readonly kind: "write" | "remove" | "touch";
  readonly namespaceIndex: number;
  readonly key: string;
  readonly value?: unknown;
  readonly expiresAt?: number | undefined;
}
