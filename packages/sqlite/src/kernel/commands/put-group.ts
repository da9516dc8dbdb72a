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
import { createNewRow } from "../rows/new-row.js";
import { canPutUnchecked, recordInserted } from "./put-unchecked.js";

/** Puts to one space that follow each other in a batch. */
export interface PutGroup {
  readonly ref: NamespaceRef;
  readonly commands: readonly PutCommand[];
}

/** The puts from an index in a batch on that one statement can write: {@link ROWS_PER_INSERT} that need no check. */
export function findPutGroup(
  context: KernelContext,
  batch: readonly Transaction[],
  start: number,
): PutGroup | undefined {
  const ref = batch[start]?.[0].kind === "put" ? batch[start][0].ref : undefined;
  if (ref === undefined || start + ROWS_PER_INSERT > batch.length) return undefined;
  const commands: PutCommand[] = [];
  for (let i = start; commands.length < ROWS_PER_INSERT; i++) {
    const command = batch[i]?.length === 1 ? batch[i]?.[0] : undefined;
    if (command?.kind !== "put" || command.ref !== ref || command.expected !== undefined) return undefined;
    if (!isUnexpired(computeExpiresAt(command.expiry, context.now), context.now)) return undefined;
    commands.push(command);
  }
  return canPutUnchecked(context, ref, context.counters.ofNamespace(ref), commands.length)
    ? { ref, commands }
    : undefined;
}

/**
 * Writes puts by one statement, which costs a third less than one for each. It can do so only where all their keys are
 * new; otherwise it returns `undefined` and nothing is done.
 */
export function insertPutGroup(context: KernelContext, { ref, commands }: PutGroup): Outcome[] | undefined {
  const counters = context.counters.ofNamespace(ref);
  if (context.evictionBacklog !== counters) runPendingEvictions(context);
  if (!insertAll(context, counters, commands)) return undefined;
  return commands.map((put) => recordPut(context, ref, counters, put));
}

/** Inserts all of them, or none. Their versions follow each other. */
function insertAll(context: KernelContext, counters: NamespaceCounters, puts: readonly PutCommand[]): boolean {
  const { id } = counters;
  const parameters: SqliteValue[] = [];
  let version = 0;
  for (const put of puts) {
    const { key, json, createdAt, expiresAt } = createNewRow(context.now, put);
    version = context.versions.next();
    parameters.push(id, version, id, key, json, createdAt, expiresAt);
  }
  const inserted = context.statements.insertNewEntries.run(...parameters);
  if (inserted === puts.length) return true;
  if (inserted > 0) context.statements.deleteVersions.run(id, version - puts.length + 1, id, version);
  return false;
}

function recordPut(context: KernelContext, ref: NamespaceRef, counters: NamespaceCounters, put: PutCommand): Outcome {
  context.notices = [];
  recordInserted(context, ref, counters, createNewRow(context.now, put));
  return createDoneOutcome(context, [true]);
}
