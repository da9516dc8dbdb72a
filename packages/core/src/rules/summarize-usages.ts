import type { OwnerUsage } from "../contract/reports/usage.js";
import { compareUtf8 } from "../text/utf8.js";

/** A namespace of an owner, and how many live entries it has; one where that is not said. */
export interface NamespaceEntryCount {
  readonly owner: string;
  readonly namespace: string;
  readonly entries?: number;
}

/**
 * How full each owner is that has live entries, and each of its namespaces that has any, in byte order: from live entries
 * one by one, or from namespaces with the number of theirs.
 */
export function summarizeUsages(counts: Iterable<NamespaceEntryCount>): OwnerUsage[] {
  const owners = new Map<string, Map<string, number>>();
  for (const { owner, namespace, entries = 1 } of counts) {
    if (entries === 0) continue;
    const namespaces = owners.get(owner) ?? new Map<string, number>();
    owners.set(owner, namespaces.set(namespace, (namespaces.get(namespace) ?? 0) + entries));
  }
  return [...owners].sort(comparePairsByName).map(([owner, counts]) => {
    const namespaces = [...counts].sort(comparePairsByName).map(([namespace, entries]) => ({ namespace, entries }));
    return { owner, entries: namespaces.reduce((sum, { entries }) => sum + entries, 0), namespaces };
  });
}

function comparePairsByName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return compareUtf8(one, other);
}
