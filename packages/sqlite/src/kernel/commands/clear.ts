import type { ClearCommand, ClearOwnerCommand } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import { type NamespaceCounters, recordRemoved } from "../counters/counters.js";
import { countLiveInRange, deleteRange, hasBounds } from "./key-range.js";

/** Removes all rows of a namespace, of a range where one is given; returns how many of them were live. */
export function clearNamespace(context: KernelContext, command: ClearCommand): number {
  const counters = context.counters.ofNamespace(command.ref);
  if (!hasBounds(command)) return deleteAllRows(context, counters);
  const live = countLiveInRange(context, counters.id, command);
  recordRemoved(counters, deleteRange(context, counters.id, command));
  return live;
}

/** Removes all rows of an owner; returns how many of them were live. */
export function clearOwner(context: KernelContext, { owner }: ClearOwnerCommand): number {
  context.counters.save();
  let live = 0;
  for (const [id] of context.statements.namespacesOfOwner.all(context.counters.ofOwner(owner).id)) {
    live += deleteAllRows(context, context.counters.ofNamespaceId(Number(id)));
  }
  return live;
}

function deleteAllRows(context: KernelContext, counters: NamespaceCounters): number {
  const expired = Number(context.statements.countExpired.get(counters.id, context.now)?.[0] ?? 0);
  const rows = context.statements.deleteNamespaceEntries.run(counters.id, counters.id);
  recordRemoved(counters, rows);
  counters.nextExpiry = null;
  return rows - expired;
}
