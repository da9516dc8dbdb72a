import type { KeyRange } from "@keyed-store/core";
import type { SqliteStatement } from "../../driver/driver.js";
import type { RangeAction } from "../../sql/range-sql.js";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceId, RowCount } from "../counters/counters.js";

/** Whether a command is about a part of its namespace. */
export function hasKeyBounds({ from, to }: KeyRange): boolean {
  return from !== undefined || to !== undefined;
}

/** Whether there is any row in a range, live or not. */
export function hasRowsInRange(context: KernelContext, namespaceId: NamespaceId, range: KeyRange): boolean {
  return getRangeStatement(context, "find", range).get(namespaceId, ...listKeyBounds(range)) !== undefined;
}

/** The number of live rows in a range. */
export function countLiveRowsInRange(context: KernelContext, namespaceId: NamespaceId, range: KeyRange): number {
  const row = getRangeStatement(context, "countLive", range).get(namespaceId, ...listKeyBounds(range), context.now);
  return Number(row?.[0] ?? 0);
}

/** Deletes the rows of a range, and gives their number. */
export function deleteRowsInRange(context: KernelContext, namespaceId: NamespaceId, range: KeyRange): RowCount {
  return getRangeStatement(context, "delete", range).run(namespaceId, ...listKeyBounds(range));
}

function getRangeStatement(
  { statements }: KernelContext,
  action: RangeAction,
  { from, to }: KeyRange,
): SqliteStatement {
  return statements.range({ action, from: from !== undefined, to: to !== undefined });
}

function listKeyBounds({ from, to }: KeyRange): string[] {
  return [from, to].filter((bound) => bound !== undefined);
}
