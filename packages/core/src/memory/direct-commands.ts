import type { ClearCommand, ClearOwnerCommand, SweepCommand } from "../backend/command.js";
import type { Notice } from "../contract/store-event.js";
import type { SweepResult } from "../contract/sweep.js";
import { countLive, isUnexpired } from "./live-entries.js";
import { getTable, listAllTables, listTables, type MemoryData, type Table } from "./memory-data.js";

/** Removes all rows of a namespace; says how many were live. */
export function clear(data: MemoryData, { ref }: ClearCommand, now: number): number {
  return clearTable(getTable(data, ref), now);
}

/** Removes all rows of an owner; says how many were live. */
export function clearOwner(data: MemoryData, { owner }: ClearOwnerCommand, now: number): number {
  return listTables(data, owner).reduce((live, table) => live + clearTable(table, now), 0);
}

/** Removes the rows that expired first, at most so many (KS-TTL-5). */
export function sweep(data: MemoryData, { limit }: SweepCommand, now: number, notices: Notice[]): SweepResult {
  const expired = listAllTables(data)
    .flatMap((table) => [...table.rows.values()].map((row) => ({ table, row })))
    .filter(({ row }) => !isUnexpired(row.expiresAt, now))
    .sort((a, b) => Number(a.row.expiresAt) - Number(b.row.expiresAt));
  const swept = expired.slice(0, limit);
  for (const { table, row } of swept) table.rows.delete(row.key);
  const result: SweepResult = { removed: swept.length, more: expired.length > swept.length };
  if (result.removed > 0) notices.push({ type: "swept", ...result });
  return result;
}

function clearTable(table: Table, now: number): number {
  const live = countLive(table, now);
  table.rows.clear();
  return live;
}
