import type { Notice, Space } from "../command.js";
import { crossesNearFull } from "../near-full.js";
import { census } from "./census.js";
import { additionsOf, type Changes } from "./changes.js";
import { type Table, tablesOf } from "./data.js";

/** What to tell of caps that a transaction, its evictions planned, brings near to refusing. */
export function nearFullNotices(changes: Changes): Notice[] {
  const additions = additionsOf(changes);
  const notices = additions.flatMap(({ table, space }) => ofNamespace(changes, table, space));
  const [first] = additions;
  return first === undefined ? notices : [...notices, ...ofOwner(changes, first.space)];
}

function ofNamespace(changes: Changes, table: Table, space: Space): Notice[] {
  const { owner, namespace, maxEntries, overflow } = space;
  const { before, after } = census(changes, [table]);
  if (overflow !== "reject-new" || !crossesNearFull(before, after, maxEntries)) return [];
  return [{ type: "near-full", owner, namespace, entries: after, maxEntries }];
}

function ofOwner(changes: Changes, space: Space): Notice[] {
  const { owner, maxEntriesPerOwner: maxEntries, ownerOverflow } = space;
  const { before, after } = census(changes, tablesOf(changes.data, owner));
  if (ownerOverflow !== "reject" || !crossesNearFull(before, after, maxEntries)) return [];
  return [{ type: "near-full", owner, entries: after, maxEntries }];
}
