import type { Notice, Space } from "../command.js";
import { namespaceFull, ownerFull, tooManyAtOnce } from "../full.js";
import { census, oldestUntouched } from "./census.js";
import { additionsOf, type Changes, planRemoval } from "./changes.js";
import { type Table, tablesOf } from "./data.js";

/**
 * Judges the caps of what a transaction adds to, all its steps together: plans whom to evict, or refuses. Each
 * namespace comes first, and then the owner with what is left (KS-CAP-1, KS-CAP-2).
 */
export function judgeCaps(changes: Changes): Notice[] {
  const additions = additionsOf(changes);
  const notices = additions.flatMap(({ table, space }) => makeRoomInNamespace(changes, table, space));
  const [first] = additions;
  return first === undefined ? notices : [...notices, ...makeRoomInOwner(changes, first.space)];
}

function makeRoomInNamespace(changes: Changes, table: Table, space: Space): Notice[] {
  const { before, after } = census(changes, [table]);
  const excess = after - space.maxEntries;
  if (excess <= 0) return [];
  if (space.overflow === "reject-new") throw namespaceFull(space, before);
  const oldest = oldestUntouched(changes, table, excess);
  if (oldest.length < excess) throw tooManyAtOnce(space);
  for (const { key } of oldest) planRemoval(changes, table, key);
  return [evicted(table, excess, "namespace")];
}

function makeRoomInOwner(changes: Changes, space: Space): Notice[] {
  const tables = tablesOf(changes.data, space.owner);
  const { before, after } = census(changes, tables);
  const excess = after - space.maxEntriesPerOwner;
  if (excess <= 0) return [];
  if (space.ownerOverflow === "reject") throw ownerFull(space, before);
  const oldest = tables
    .filter((table) => isEvictable(changes, table))
    .flatMap((table) => oldestUntouched(changes, table, excess).map(({ key, version }) => ({ table, key, version })))
    .sort((a, b) => a.version - b.version)
    .slice(0, excess);
  if (oldest.length < excess) throw ownerFull(space, before);
  const counts = new Map<Table, number>();
  for (const { table, key } of oldest) {
    planRemoval(changes, table, key);
    counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  return [...counts].map(([table, count]) => evicted(table, count, "owner"));
}

/** Whether an owner's cap may evict from a table: its last writer says so, which may be this transaction. */
function isEvictable(changes: Changes, table: Table): boolean {
  const writer = changes.byTable.get(table)?.writer;
  return writer === undefined ? table.evictable : writer.overflow === "evict-oldest";
}

function evicted({ owner, namespace }: Table, count: number, cap: "namespace" | "owner"): Notice {
  return { type: "evicted", owner, namespace, count, cap };
}
