/** The live entries of one namespace. */
export interface NamespaceUsage {
  /** Its name. */
  readonly namespace: string;
  /** Its live entries. */
  readonly entries: number;
}

/** Live entries of an owner and of those of its namespaces that have any, in byte order of their names. */
export interface OwnerUsage {
  /** Its name. */
  readonly owner: string;
  /** Live entries in all of its namespaces. */
  readonly entries: number;
  /** Its namespaces that have live entries. */
  readonly namespaces: readonly NamespaceUsage[];
}

/** How full an owner is, in live entries. */
export interface Usage {
  /** Live entries in all of its namespaces. */
  readonly entries: number;
  /** The most it may have: `limits.maxEntriesPerOwner`, `Infinity` where it has no quota. */
  readonly maxEntries: number;
  /** Its namespaces that have live entries, in byte order of their names, with the `maxEntries` of those that are open in this process. */
  readonly namespaces: readonly {
    readonly namespace: string;
    readonly entries: number;
    readonly maxEntries?: number;
  }[];
}
