import { type Clock, isKeyedStoreError, type Outcome, type Transaction } from "@keyed-store/core";
import type { SqliteConnection } from "../driver/driver.js";
import { statementsOn } from "../sql/statements.js";
import { runAtomic } from "./atomic.js";
import { settleEvictions } from "./capacity/eviction.js";
import { putsFrom, putTogether } from "./commands/put-group.js";
import { runCommand } from "./commands/run-command.js";
import { NEEDS_LOCK, runWithoutLock } from "./commands/try-without-lock.js";
import { done } from "./context/done-outcome.js";
import type { Work } from "./context/kernel-context.js";
import { ledgers } from "./counters/counter-cache.js";
import { namespaceIds } from "./counters/namespace-ids.js";
import { versions } from "./counters/version-allocator.js";

/** Executes transactions on one connection: the rules of the contract, above SQL and below everything else. */
export interface Kernel {
  /**
   * Runs transactions in order, those that change something in one commit. Where this throws, none of them happened.
   *
   * @throws `SqliteFailure` the engine failed; `SQLITE_BUSY` where another connection writes
   */
  execute(batch: readonly Transaction[], clock: Clock): Outcome[];
  /** Runs transactions as {@link Kernel.execute} does and takes everything back, so that nothing has happened. */
  rehearse(batch: readonly Transaction[], clock: Clock): Outcome[];
}

/** A kernel on a connection to a store of the present format. What it caches is good for that connection alone. */
export function createKernel(connection: SqliteConnection): Kernel {
  const sql = statementsOn(connection);
  const work: Work = {
    sql,
    ledgers: ledgers(sql),
    versions: versions(sql),
    ids: namespaceIds(sql),
    now: 0,
    notices: [],
    indebted: undefined,
    additions: undefined,
  };
  let dataVersion: unknown;

  function begin(clock: Clock): void {
    sql.beginImmediate.run();
    const present = sql.dataVersion.get()?.[0];
    if (present !== dataVersion) {
      work.ledgers.forget();
      work.versions.forget();
      dataVersion = present;
    }
    work.ledgers.begin();
    work.now = clock();
  }

  function undo(): void {
    dataVersion = undefined;
    work.indebted = undefined;
    work.ids.forget();
    try {
      if (connection.inTransaction) sql.rollback.run();
    } catch {
      // The connection is still in the transaction: whoever holds it sees that and closes it, which undoes all the same.
    }
  }

  function underLock(batch: readonly Transaction[], clock: Clock, end: () => void): Outcome[] {
    try {
      begin(clock);
      const outcomes = outcomesOf(work, batch);
      settleEvictions(work);
      work.ledgers.save();
      work.versions.save();
      end();
      return outcomes;
    } catch (error) {
      undo();
      throw error;
    }
  }

  return {
    execute(batch, clock) {
      const settled = settleWithoutLock(work, batch, clock);
      if (settled.length === batch.length) return settled;
      const rest = settled.length === 0 ? batch : batch.slice(settled.length);
      const outcomes = underLock(rest, clock, () => sql.commit.run());
      return settled.length === 0 ? outcomes : [...settled, ...outcomes];
    },
    rehearse: (batch, clock) => underLock(batch, clock, undo),
  };
}

/** The outcomes of those transactions at the head of a batch that need no write lock. */
function settleWithoutLock(work: Work, batch: readonly Transaction[], clock: Clock): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const transaction of batch) {
    if (transaction.length > 1) break;
    if (transaction[0].kind === "put" && transaction[0].expected === undefined) break;
    if (outcomes.length === 0) work.now = clock();
    const result = runWithoutLock(work, transaction[0]);
    if (result === NEEDS_LOCK) break;
    outcomes.push({ status: "done", results: [result] });
  }
  return outcomes;
}

function outcomesOf(work: Work, batch: readonly Transaction[]): Outcome[] {
  const outcomes: Outcome[] = [];
  let together = true;
  while (outcomes.length < batch.length) {
    const puts = together ? putsFrom(work, batch, outcomes.length) : undefined;
    const written = puts === undefined ? undefined : putTogether(work, puts);
    if (written !== undefined) {
      outcomes.push(...written);
      continue;
    }
    // Who writes over what is there is likely to go on like that.
    if (puts !== undefined) together = false;
    const transaction = batch[outcomes.length];
    if (transaction !== undefined) outcomes.push(outcomeOf(work, transaction));
  }
  return outcomes;
}

function outcomeOf(work: Work, transaction: Transaction): Outcome {
  work.notices = [];
  try {
    const results = resultsOf(work, transaction);
    return results === undefined ? { status: "unmet" } : done(work, results);
  } catch (error) {
    if (isKeyedStoreError(error)) return { status: "failed", error };
    throw error;
  }
}

function resultsOf(work: Work, transaction: Transaction): readonly unknown[] | undefined {
  const [first] = transaction;
  if (transaction.length > 1 || first.kind !== "put") settleEvictions(work);
  return transaction.length > 1 || first.kind === "check" ? runAtomic(work, transaction) : [runCommand(work, first)];
}
