import type { EntryVersion, NamespaceRef } from "@keyed-store/core";
import type { NamespaceCounters } from "../counters/counters.js";

/** What the steps of one transaction added, so that the caps can be enforced when all steps are done. */
export interface TransactionGrowth {
  /** The first version that a step can have been given; what has it or a later one was just written. */
  firstVersion: EntryVersion;
  readonly byNamespace: Map<NamespaceCounters, NamespaceGrowth>;
}

/** How one namespace has changed. */
export interface NamespaceGrowth {
  /** The space of the last entry created; its caps are enforced. */
  ref: NamespaceRef;
  /** Live entries created. */
  created: number;
  /** Live entries created less live entries removed. */
  netChange: number;
}

/** Adds to the growth of a transaction what a step did: it created (1), overwrote (0) or removed (-1) a live entry. */
export function addToTransactionGrowth(
  growth: TransactionGrowth | undefined,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  entryCountChange: number,
): void {
  if (growth === undefined) return;
  let namespaceGrowth = growth.byNamespace.get(counters);
  if (namespaceGrowth === undefined) {
    namespaceGrowth = { ref, created: 0, netChange: 0 };
    growth.byNamespace.set(counters, namespaceGrowth);
  }
  namespaceGrowth.netChange += entryCountChange;
  if (entryCountChange <= 0) return;
  namespaceGrowth.created += entryCountChange;
  namespaceGrowth.ref = ref;
}
