import type { ClearCommand, ClearOwnerCommand } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import { decreaseNamespaceAndOwnerCounts, type NamespaceCounters } from "../counters/counters.js";
import { countLiveRowsInRange, deleteRowsInRange, hasKeyBounds } from "./key-range.js";

/** Removes all rows of a namespace, of a range where one is given; returns how many of them were live. */
export function clearNamespaceAndCountLive(context: KernelContext, command: ClearCommand): number {
  const counters = context.counters.getForNamespace(command.ref);
  if (!hasKeyBounds(command)) return deleteNamespaceRowsAndCountLive(context, counters);
  const live = countLiveRowsInRange(context, counters.id, command);
  context.rows.dropNamespace(counters.id);
  decreaseNamespaceAndOwnerCounts(counters, deleteRowsInRange(context, counters.id, command));
  return live;
}

/** Removes all rows of an owner; returns how many of them were live. */
export function clearOwnerAndCountLive(context: KernelContext, { owner }: ClearOwnerCommand): number {
  context.counters.saveChanged();
  let live = 0;
  for (const [id] of context.statements.namespacesOfOwner.all(context.counters.getForOwner(owner).id)) {
    live += deleteNamespaceRowsAndCountLive(context, context.counters.getForNamespaceId(Number(id)));
  }
  return live;
}

function deleteNamespaceRowsAndCountLive(context: KernelContext, counters: NamespaceCounters): number {
  const expired = Number(context.statements.countExpired.get(counters.id, context.now)?.[0] ?? 0);
  const rows = context.statements.deleteNamespaceEntries.run(counters.id, counters.id);
  context.rows.dropNamespace(counters.id);
  decreaseNamespaceAndOwnerCounts(counters, rows);
  counters.nextExpiry = null;
  return rows - expired;
}
