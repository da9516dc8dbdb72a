import type { CountCommand, OwnerUsage, UsageCommand } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import type { Work } from "../context/kernel-context.js";

/** The number of live entries: the counter less the expired rows that it still counts. */
export function count(work: Work, { space }: CountCommand): number {
  work.ledgers.save();
  return Number(work.sql.countLive.get(work.now, work.ids.of(space))?.[0] ?? 0);
}

/** How full an owner is. */
export function usage(work: Work, { owner }: UsageCommand): OwnerUsage {
  work.ledgers.save();
  return byOwner(work.sql.usageOfOwner.all(work.now, owner))[0] ?? { owner, entries: 0, namespaces: [] };
}

/** How full each owner is that has live entries. */
export function owners(work: Work): readonly OwnerUsage[] {
  work.ledgers.save();
  return byOwner(work.sql.usageOfAll.all(work.now));
}

/** Rows of owner, namespace, live entries, in the order of owners. */
function byOwner(rows: readonly SqliteRow[]): OwnerUsage[] {
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
