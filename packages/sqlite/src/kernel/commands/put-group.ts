import type { Outcome, PutCommand, Space, Transaction } from "@keyed-store/core";
import type { SqliteValue } from "../../driver/driver.js";
import { ROWS_TOGETHER } from "../../sql/sql.js";
import { settleEvictions } from "../capacity/eviction.js";
import { done } from "../context/done-outcome.js";
import type { Work } from "../context/kernel-context.js";
import type { NamespaceLedger } from "../counters/counters.js";
import { newRow } from "../rows/new-row.js";
import { isUnhindered, noteInserted } from "./put-unchecked.js";

/** Puts through one handle. */
export interface Puts {
  readonly space: Space;
  readonly commands: readonly PutCommand[];
}

/** The puts from a place in a batch on that one statement can write: {@link ROWS_TOGETHER} that nothing can hinder. */
export function putsFrom(work: Work, batch: readonly Transaction[], at: number): Puts | undefined {
  const space = batch[at]?.[0].kind === "put" ? batch[at][0].space : undefined;
  if (space === undefined || at + ROWS_TOGETHER > batch.length) return undefined;
  const commands: PutCommand[] = [];
  for (let i = at; commands.length < ROWS_TOGETHER; i++) {
    const command = batch[i]?.length === 1 ? batch[i]?.[0] : undefined;
    if (command?.kind !== "put" || command.space !== space || command.expected !== undefined) return undefined;
    commands.push(command);
  }
  return isUnhindered(work, space, work.ledgers.of(space), commands.length) ? { space, commands } : undefined;
}

/**
 * Writes puts by one statement, which costs a third less than one for each. It can do so only where all their keys are
 * new; otherwise it returns `undefined` and nothing is done.
 */
export function putTogether(work: Work, { space, commands }: Puts): Outcome[] | undefined {
  const ledger = work.ledgers.of(space);
  if (work.indebted !== ledger) settleEvictions(work);
  if (!insertAll(work, ledger, commands)) return undefined;
  return commands.map((put) => note(work, space, ledger, put));
}

/** Inserts all of them, or none. Their versions follow each other. */
function insertAll(work: Work, ledger: NamespaceLedger, puts: readonly PutCommand[]): boolean {
  const { id } = ledger;
  const parameters: SqliteValue[] = [];
  let version = 0;
  for (const put of puts) {
    const { key, json, createdAt, expiresAt } = newRow(work.now, put);
    version = work.versions.next();
    parameters.push(id, version, id, key, json, createdAt, expiresAt);
  }
  const inserted = work.sql.insertNewEntries.run(...parameters);
  if (inserted === puts.length) return true;
  if (inserted > 0) work.sql.deleteVersions.run(id, version - puts.length + 1, id, version);
  return false;
}

function note(work: Work, space: Space, ledger: NamespaceLedger, put: PutCommand): Outcome {
  work.notices = [];
  noteInserted(work, space, ledger, newRow(work.now, put));
  return done(work, [true]);
}
