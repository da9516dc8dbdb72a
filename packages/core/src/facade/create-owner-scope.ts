import { ask } from "../calls/submit.js";
import type { OwnerScope } from "../contract/owner-scope.js";
import type { OpenStore } from "../handles/store-context.js";
import { restore } from "../operations/restore.js";
import { step } from "../queue/operation-step.js";
import { AtomicBuilder } from "./atomic-builder.js";
import { openKeyedStore, openSyncKeyedStore } from "./open-keyed-store.js";

/** All that belongs to one owner, whose name is valid. */
export function ownerScopeOf(store: OpenStore, owner: string): OwnerScope {
  return {
    owner,
    openKeyedStore: (options) => openKeyedStore(store, options, owner),
    openSyncKeyedStore: (options) => openSyncKeyedStore(store, options, owner),
    atomic: () => new AtomicBuilder(store, owner),
    usage: () =>
      ask(store, { operation: "usage", owner }, () =>
        step({ kind: "usage", owner }, ({ entries, namespaces }) => ({
          entries,
          maxEntries: store.limits.maxEntriesPerOwner,
          namespaces,
        })),
      ),
    clear: () => ask(store, { operation: "clear", owner }, () => step({ kind: "clearOwner", owner }, (live) => live)),
    restore: (namespace, records, options) =>
      ask(store, { operation: "restore", owner, namespace }, () => restore(store, owner, namespace, records, options)),
  };
}
