import type { CountCommand, OwnerUsage, UsageCommand } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import type { KernelContext } from "../context/kernel-context.js";
import { countLiveRowsInRange, hasKeyBounds } from "./key-range.js";

/** The number of live entries: the counter less the expired rows that it still counts; of a range, as many as it has. */
export function countLiveEntries(context: KernelContext, command: CountCommand): number {
  const id = context.namespaceIds.findId(command.ref);
  if (hasKeyBounds(command)) return countLiveRowsInRange(context, id, command);
  context.counters.saveChanged();
  return Number(context.statements.countLive.get(context.now, id)?.[0] ?? 0);
}

/** The number of live entries of an owner, by namespace. */
export function getOwnerUsage(context: KernelContext, { owner }: UsageCommand): OwnerUsage {
  context.counters.saveChanged();
  return (
    groupRowsIntoOwnerUsages(context.statements.usageOfOwner.all(context.now, owner))[0] ?? {
      owner,
      entries: 0,
      namespaces: [],
    }
  );
}

/** The same for each owner that has live entries. */
export function listOwnerUsages(context: KernelContext): readonly OwnerUsage[] {
  context.counters.saveChanged();
  return groupRowsIntoOwnerUsages(context.statements.usageOfAll.all(context.now));
}

/** Rows of owner, namespace, live entries, in the order of owners. */
function groupRowsIntoOwnerUsages(rows: readonly SqliteRow[]): OwnerUsage[] {
  const usages = new Map<
    string,
    { owner: string; entries: number; namespaces: { namespace: string; entries: number }[] }
  >();
  for (const [name, namespace, live] of rows) {
    const owner = String(name);
    const entries = Number(live);
    if (entries === 0) continue;
    const known = usages.get(owner) ?? { owner, entries: 0, namespaces: [] };
    known.entries += entries;
    known.namespaces.push({ namespace: String(namespace), entries });
    usages.set(owner, known);
  }
  return [...usages.values()];
}
