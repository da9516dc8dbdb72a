import type { NamespaceUsage } from "../contract/reports/usage.js";

/** A namespace of an owner, or all of an owner where none is named. */
export interface CapScope {
  readonly owner: string;
  readonly namespace?: string;
}

/** How many entries were live before a transaction, and how many are now. */
export interface LiveCounts {
  readonly before: number;
  readonly after: number;
}

/** What the rules of the caps ask of a backend about one transaction, all steps of which are done but not yet committed. */
export interface CapContext {
  /** How many live entries there were before the transaction, and how many there are now. */
  countLive(scope: CapScope): LiveCounts;
  /** The live entries of an owner's namespaces before the transaction, in any order: asked only for a refusal. */
  listNamespaces(owner: string): readonly NamespaceUsage[];
  /**
   * Evicts the oldest live entries, at most so many, except those that the transaction wrote; within an owner, only from
   * namespaces whose last writer said `evict-oldest`. Gives the namespace of each one that it evicted.
   */
  evict(scope: CapScope, maxCount: number): readonly string[];
}
