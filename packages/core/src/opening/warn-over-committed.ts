import type { OverCommittedEvent } from "../contract/store-event.js";
import { emitProcessWarning } from "../host/emit-process-warning.js";

const warnedOwners = new Set<string>();

/** Tells the process, where nobody listens to events, that an owner's namespaces promise more than its quota: once for each owner. */
export function warnOverCommitted({ owner, committed, maxEntries }: OverCommittedEvent): void {
  if (warnedOwners.has(owner)) return;
  warnedOwners.add(owner);
  emitProcessWarning(
    `The open namespaces of keyed-store's owner ${owner} may hold ${committed} entries (the sum of their maxEntries), and the owner ` +
      `${maxEntries}: new entries may be refused before a namespace is full. Lower maxEntries of some, raise ` +
      "limits.maxEntriesPerOwner (for a plugin, maxEntriesPerPlugin), or listen to onEvent.",
    "KEYED_STORE_OVER_COMMITTED",
  );
}
