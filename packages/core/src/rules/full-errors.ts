import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { NamespaceUsage } from "../contract/reports/usage.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";

/** A `reject-new` namespace has no room for a new key (KS-CAP-1). */
export function namespaceFullError(
  { owner, namespace, maxEntries }: NamespaceRef,
  entryCount: number,
): KeyedStoreError {
  return capExceededError(
    `Namespace ${namespace} of ${owner} is full: it has ${entryCount} entries of maxEntries ${maxEntries}. ` +
      'Delete some, raise maxEntries, or open it with overflow: "evict-oldest".',
    owner,
    namespace,
  );
}

/**
 * An owner has no room for a new key, and nothing of it may be evicted to make some (KS-CAP-2).
 *
 * @param namespaces the live entries of its namespaces before the write
 */
export function ownerFullError(
  { owner, namespace, maxEntriesPerOwner }: NamespaceRef,
  namespaces: readonly NamespaceUsage[],
): KeyedStoreError {
  const entryCount = namespaces.reduce((sum, { entries }) => sum + entries, 0);
  return capExceededError(
    `Owner ${owner} is full: it has ${entryCount} entries of maxEntriesPerOwner ${maxEntriesPerOwner}${formatFullestNamespaces(namespaces)}. ` +
      "Delete some, raise limits.maxEntriesPerOwner (for a plugin, maxEntriesPerPlugin of its runtime), or set ownerOverflow " +
      '(pluginOverflow) to "evict-oldest" and keep namespaces that may be evicted from.',
    owner,
    namespace,
  );
}

function formatFullestNamespaces(namespaces: readonly NamespaceUsage[]): string {
  const fullest = namespaces
    .filter(({ entries }) => entries > 0)
    .sort((one, other) => other.entries - one.entries)
    .slice(0, MAX_NAMED)
    .map(({ namespace, entries }) => `${namespace} (${entries})`);
  return fullest.length === 0 ? "" : `, most of them in ${fullest.join(", ")}`;
}

/** So many namespaces are named as those that fill an owner. */
const MAX_NAMED = 3;

/** One `atomic()` writes more to a namespace than it can hold: what was just written is never evicted (KS-CAP-1). */
export function transactionTooLargeError({ owner, namespace, maxEntries }: NamespaceRef): KeyedStoreError {
  return capExceededError(
    `These steps write more entries to namespace ${namespace} of ${owner} than its maxEntries ${maxEntries} can hold. ` +
      "Write fewer at once, or raise maxEntries.",
    owner,
    namespace,
  );
}

function capExceededError(message: string, owner: string, namespace: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_LIMIT_EXCEEDED", message, { owner, namespace });
}
