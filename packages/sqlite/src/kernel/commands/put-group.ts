import {
  computeExpiresAt,
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
import { createRowForPut } from "../rows/new-row.js";
import { canPutUnchecked, countInsertedRowAndEvict } from "./put-unchecked.js";

/** Puts to one space that follow each other in a batch. */
export interface PutGroup {
  readonly ref: NamespaceRef;
  readonly commands: readonly PutCommand[];
}

/** The puts from an index in a batch on that one statement can write: {@link ROWS_PER_INSERT} that need no check. */
export function findInsertablePutGroup(
  context: KernelContext,
  batch: readonly Transaction[],
  startIndex: number,
): PutGroup | undefined {
  const ref = batch[startIndex]?.[0].kind === "put" ? batch[startIndex][0].ref : undefined;
  if (ref === undefined || startIndex + ROWS_PER_INSERT > batch.length) return undefined;
  const commands: PutCommand[] = [];
  for (let i = startIndex; commands.length < ROWS_PER_INSERT; i++) {
    const command = batch[i]?.length === 1 ? batch[i]?.[0] : undefined;
    if (command?.kind !== "put" || command.ref !== ref || command.expected !== undefined) return undefined;
    if (!isUnexpired(computeExpiresAt(command.expiry, context.now), context.now)) return undefined;
    commands.push(command);
  }
  return canPutUnchecked(context, ref, context.counters.getForNamespace(ref), commands.length)
    ? { ref, commands }
    : undefined;
}

/**
 * Writes puts by one statement, which costs a third less than one for each. It can do so only where all their keys are
 * new; otherwise it returns `undefined` and nothing is done.
 */
export function tryInsertPutGroup(context: KernelContext, { ref, commands }: PutGroup): Outcome[] | undefined {
  const counters = context.counters.getForNamespace(ref);
  if (context.evictionBacklog !== counters) runPendingEvictions(context);
  if (!tryInsertAllRows(context, counters, commands)) return undefined;
  return commands.map((put) => accountForInsertedPut(context, ref, counters, put));
}

/** Inserts all of them, or none. Their versions follow each other. */
function tryInsertAllRows(
  context: KernelContext,
  counters: NamespaceCounters,
  commands: readonly PutCommand[],
): boolean {
  const { id } = counters;
  const parameters: SqliteValue[] = [];
  let version = 0;
  for (const put of commands) {
    const { key, json, createdAt, expiresAt } = createRowForPut(context.now, put);
    version = context.versions.allocateVersion();
    parameters.push(id, version, id, key, json, createdAt, expiresAt);
  }
  const inserted = context.statements.insertNewEntries.run(...parameters);
  if (inserted === commands.length) return true;
  if (inserted > 0) context.statements.deleteVersions.run(id, version - commands.length + 1, id, version);
  return false;
}

function accountForInsertedPut(
  context: KernelContext,
  ref: NamespaceRef,
  counters: NamespaceCounters,
  command: PutCommand,
): Outcome {
  context.notices = [];
  countInsertedRowAndEvict(context, ref, counters, createRowForPut(context.now, command));
  return createDoneOutcome(context, [true]);
}
