import { type KeyedStoreError, type NamespaceRef, ownerFullError } from "@keyed-store/core";
import type { TransactionGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import { runPendingEvictions } from "./eviction.js";

/** The refusal of an owner without room, with what its namespaces had before `growth`, the transaction at work. */
export function runPendingEvictionsAndCreateOwnerFullError(
  context: KernelContext,
  ref: NamespaceRef,
  growth?: TransactionGrowth,
): KeyedStoreError {
  runPendingEvictions(context);
  context.counters.saveChanged();
  const added = new Map([...(growth?.byNamespace ?? [])].map(([{ name }, { netChange }]) => [name, netChange]));
  const namespaces = context.statements.usageOfOwner.all(context.now, ref.owner).map(([, name, live]) => {
    const namespace = String(name);
    return { namespace, entries: Number(live) - (added.get(namespace) ?? 0) };
  });
  return ownerFullError(ref, namespaces);
}
