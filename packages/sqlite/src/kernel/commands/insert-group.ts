import {
  addToCounter,
  type Command,
  computeExpiresAt,
  type EntryVersion,
  type EpochMs,
  type IncrementCommand,
  type NamespaceRef,
  type Outcome,
  type PutCommand,
  type Transaction,
} from "@keyed-store/core";
import type { SqliteValue } from "../../driver/driver.js";
import { ROWS_PER_INSERT } from "../../sql/sql.js";
import { runPendingEvictions } from "../capacity/eviction.js";
import { createDoneOutcome } from "../context/done-outcome.js";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceCounters } from "../counters/counters.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { createRowForPut, type NewRow, toStoredEntryOfNewRow } from "../rows/new-row.js";
import { canPutWithoutReadingExistingRow, countInsertedRowAndEvictExcess } from "./put-without-lookup.js";

/** Writes to one space that follow each other in a batch. */
export interface InsertGroup {
  readonly ref: NamespaceRef;
  readonly commands: readonly InsertableCommand[];
}

/** What writes a row where there is none, without looking at anything. */
type InsertableCommand = PutCommand | IncrementCommand;

/** The writes from an index in a batch on that one statement can do: {@link ROWS_PER_INSERT} that need no check. */
export function findInsertGroupStartingAt(
  context: KernelContext,
  batch: readonly Transaction[],
  startIndex: number,
): InsertGroup | undefined {
  const first = batch[startIndex]?.[0];
  if (first === undefined || !isInsertableCommand(first) || startIndex + ROWS_PER_INSERT > batch.length)
    return undefined;
  const { ref } = first;
  const commands: InsertableCommand[] = [];
  for (let i = startIndex; commands.length < ROWS_PER_INSERT; i++) {
    const command = batch[i]?.length === 1 ? batch[i]?.[0] : undefined;
    if (command === undefined || !isInsertableCommand(command) || command.ref !== ref) return undefined;
    if (!isUnexpired(computeExpiresAt(command.expiry, context.now), context.now)) return undefined;
    commands.push(command);
  }
  return canPutWithoutReadingExistingRow(context, ref, context.counters.getForNamespace(ref), commands.length)
    ? { ref, commands }
    : undefined;
}

function isInsertableCommand(command: Command): command is InsertableCommand {
  if (command.kind === "put") return command.expected === undefined;
  return command.kind === "increment" && Number.isSafeInteger(command.by) && command.by <= (command.max ?? command.by);
}

/**
 * Does writes by one statement, which costs a third less than one for each. It can do so only where all their keys are
 * new; otherwise it returns `undefined` and nothing is done.
 */
export function tryInsertGroupInOneStatement(
  context: KernelContext,
  { ref, commands }: InsertGroup,
): Outcome[] | undefined {
  const counters = context.counters.getForNamespace(ref);
  if (context.evictionBacklog !== counters) runPendingEvictions(context);
  const rows = commands.map((command) => createRowToInsert(context.now, command));
  const firstVersion = tryInsertAllRowsAndGetFirstVersion(context, counters, rows);
  if (firstVersion === undefined) return undefined;
  return rows.map((row, index) => {
    context.notices = [];
    countInsertedRowAndEvictExcess(context, ref, counters, row);
    const written = toStoredEntryOfNewRow(row, firstVersion + index);
    context.rows.store(counters.id, row.key, written);
    return createDoneOutcome(context, [commands[index]?.kind === "put" ? true : written]);
  });
}

function createRowToInsert(now: EpochMs, command: InsertableCommand): NewRow {
  return command.kind === "put" ? createRowForPut(now, command) : addToCounter(undefined, command, now);
}

/** Inserts all of them, or none, and gives the first of their versions, which follow each other. */
function tryInsertAllRowsAndGetFirstVersion(
  context: KernelContext,
  counters: NamespaceCounters,
  rows: readonly NewRow[],
): EntryVersion | undefined {
  const { id } = counters;
  const parameters: SqliteValue[] = [];
  let version = 0;
  for (const { key, json, createdAt, expiresAt } of rows) {
    version = context.versions.allocateVersion();
    parameters.push(id, version, id, key, json, createdAt, expiresAt);
  }
  const firstVersion = version - rows.length + 1;
  const inserted = context.statements.insertNewEntries.run(...parameters);
  if (inserted === rows.length) return firstVersion;
  if (inserted > 0) context.statements.deleteVersions.run(id, firstVersion, id, version);
  return undefined;
}
