import type { ClearCommand, ClearOwnerCommand, KeyRange, SweepCommand } from "../backend/command.js";
import type { EpochMs } from "../contract/clock.js";
import type { SweepResult } from "../contract/reports/sweep.js";
import type { Notice } from "../contract/store-event.js";
import { isInKeyRange } from "../rules/is-in-key-range.js";
import { isUnexpired } from "./live-entries.js";
import {
  getOrCreateTable,
  listAllTables,
  listTablesOfOwner,
  type MemoryData,
  type NamespaceTable,
} from "./memory-data.js";

/** Removes all rows of a namespace, of a range where one is given; says how many were live. */
export function clearNamespaceAndCountRemovedLive(data: MemoryData, command: ClearCommand, now: EpochMs): number {
  return clearTableAndCountRemovedLive(getOrCreateTable(data, command.ref), now, command);
}

/** Removes all rows of an owner; says how many were live. */
export function clearOwnerAndCountRemovedLive(data: MemoryData, { owner }: ClearOwnerCommand, now: EpochMs): number {
  return listTablesOfOwner(data, owner).reduce((live, table) => live + clearTableAndCountRemovedLive(table, now), 0);
}

/** Removes the rows that expired first, at most so many (KS-TTL-5). */
export function sweepExpiredEntries(
  data: MemoryData,
  { limit }: SweepCommand,
  now: EpochMs,
  collectedNotices: Notice[],
): SweepResult {
  const expired = listAllTables(data)
    .flatMap((table) => [...table.rows.values()].map((row) => ({ table, row })))
    .filter(({ row }) => !isUnexpired(row.expiresAt, now))
    .sort((a, b) => Number(a.row.expiresAt) - Number(b.row.expiresAt));
  const swept = expired.slice(0, limit);
  for (const { table, row } of swept) table.rows.delete(row.key);
  const result: SweepResult = { removed: swept.length, more: expired.length > swept.length };
  if (result.removed > 0) collectedNotices.push({ type: "swept", ...result });
  return result;
}

function clearTableAndCountRemovedLive(table: NamespaceTable, now: EpochMs, range: KeyRange = {}): number {
  const rows = [...table.rows.values()].filter(({ key }) => isInKeyRange(key, range));
  for (const { key } of rows) table.rows.delete(key);
  return rows.filter(({ expiresAt }) => isUnexpired(expiresAt, now)).length;
}
