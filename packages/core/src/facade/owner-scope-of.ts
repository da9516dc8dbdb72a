import type { OwnerScope } from "../owner-scope.js";
import { step } from "../queue/step.js";
import { ask } from "./ask.js";
import { AtomicBuilder } from "./atomic-builder.js";
import type { OpenStore } from "./open-store.js";
import { openKeyedStore, openSyncKeyedStore } from "./open-stores.js";
import { restore } from "./restore.js";

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
