import { submitOperation } from "../calls/submit-operation.js";
import type { OwnerScope } from "../contract/owner-scope.js";
import { findNamespaceRules } from "../handles/namespace-registry.js";
import type { StoreContext } from "../handles/store-context.js";
import { createRestoreStep } from "../operations/create-restore-step.js";
import { createSingleCommandStep } from "../queue/operation-step.js";
import { AtomicBuilder } from "./atomic-builder.js";
import { openKeyedStore, openSyncKeyedStore } from "./open-keyed-store.js";

/** All that belongs to one owner, whose name is valid. */
export function createOwnerScope(store: StoreContext, owner: string): OwnerScope {
  return {
    owner,
    openKeyedStore: (options) => openKeyedStore(store, options, owner),
    openSyncKeyedStore: (options) => openSyncKeyedStore(store, options, owner),
    atomic: () => new AtomicBuilder(store, owner),
    usage: () =>
      submitOperation(store, { operation: "usage", owner }, () =>
        createSingleCommandStep({ kind: "usage", owner }, ({ entries, namespaces }) => ({
          entries,
          maxEntries: store.limits.maxEntriesPerOwner,
          namespaces: namespaces.map((usage) => {
            const rules = findNamespaceRules(store, owner, usage.namespace);
            return rules === undefined ? usage : { ...usage, maxEntries: rules.maxEntries };
          }),
        })),
      ),
    clear: () =>
      submitOperation(store, { operation: "clear", owner }, () =>
        createSingleCommandStep({ kind: "clearOwner", owner }, (live) => live),
      ),
    restore: (namespace, records, options) =>
      submitOperation(store, { operation: "restore", owner, namespace }, () =>
        createRestoreStep(store, owner, namespace, records, options),
      ),
  };
}
