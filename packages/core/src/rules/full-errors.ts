import type { NamespaceRef } from "../backend/namespace-ref.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";

/** A `reject-new` namespace has no room for a new key (KS-CAP-1). */
export function namespaceFullError(
  { owner, namespace, maxEntries }: NamespaceRef,
  entryCount: number,
): KeyedStoreError {
  return fullError(
    `Namespace ${namespace} of ${owner} is full: it has ${entryCount} entries of maxEntries ${maxEntries}. ` +
      'Delete some, raise maxEntries, or open it with overflow: "evict-oldest".',
    owner,
    namespace,
  );
}

/** An owner has no room for a new key, and nothing of it may be evicted to make some (KS-CAP-2). */
export function ownerFullError(
  { owner, namespace, maxEntriesPerOwner }: NamespaceRef,
  entryCount: number,
): KeyedStoreError {
  return fullError(
    `Owner ${owner} is full: it has ${entryCount} entries of maxEntriesPerOwner ${maxEntriesPerOwner}. ` +
      'Delete some, raise limits.maxEntriesPerOwner, or set ownerOverflow: "evict-oldest" and keep namespaces that may be evicted from.',
    owner,
    namespace,
  );
}

/** One `atomic()` writes more to a namespace than it can hold: what was just written is never evicted (KS-CAP-1). */
export function transactionTooLargeError({ owner, namespace, maxEntries }: NamespaceRef): KeyedStoreError {
  return fullError(
    `These steps write more entries to namespace ${namespace} of ${owner} than its maxEntries ${maxEntries} can hold. ` +
      "Write fewer at once, or raise maxEntries.",
    owner,
    namespace,
  );
}

function fullError(message: string, owner: string, namespace: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_LIMIT_EXCEEDED", message, { owner, namespace });
}
