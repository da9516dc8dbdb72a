import {
  type Clock,
  type EntryVersion,
  isKeyedStoreError,
  type Outcome,
  type Transaction,
  type TransactionResults,
} from "@keyed-store/core";
import type { SqliteConnection } from "../driver/driver.js";
import { createStatements, type Statements } from "../sql/statements.js";
import { runAtomicTransaction } from "./atomic.js";
import { createRowCache, type RowCache } from "./cache/row-cache.js";
import { runPendingEvictions } from "./capacity/eviction.js";
import { findInsertGroupStartingAt, tryInsertGroupInOneStatement } from "./commands/insert-group.js";
import { runCommand } from "./commands/run-command.js";
import { NEEDS_LOCK, runWithoutWriteLockIfPossible } from "./commands/run-without-write-lock-if-possible.js";
import { createDoneOutcome } from "./context/done-outcome.js";
import type { KernelContext } from "./context/kernel-context.js";
import type { NamespaceId } from "./counters/counters.js";
import { createEntryCountCache } from "./counters/entry-count-cache.js";
import { createNamespaceIdCache } from "./counters/namespace-id-cache.js";
import { createVersionAllocator } from "./counters/version-allocator.js";

/** Executes transactions on one connection: the rules of the contract, above SQL and below everything else. */
export interface Kernel {
  /**
   * Runs transactions in order, those that change something in one commit. Where this throws, none of them happened.
   *
   * @throws `SqliteFailure` the engine failed; `SQLITE_BUSY` where another connection writes
   */
  execute(batch: readonly Transaction[], clock: Clock): Outcome[];
  /** Runs transactions as {@link Kernel.execute} does, but reads nothing from memory, and rolls everything back. */
  dryRun(batch: readonly Transaction[], clock: Clock): Outcome[];
  /** A value that changes when another connection has committed, and only then. */
  readDataVersion(): unknown;
}

/** How a kernel works on its connection. */
export interface KernelOptions {
  /** The most memory that the rows it caches may take, in bytes; 0 for no cache. */
  readonly cacheBytes: number;
  /** Whether no other connection can commit while this one is open. */
  readonly isAlone: boolean;
}

/**
 * A kernel on a connection to a store of the present format. What it caches is good for that connection alone. `createRows` makes its cache of
 * rows.
 */
export function createKernel(
  connection: SqliteConnection,
  { cacheBytes, isAlone }: KernelOptions,
  createRows: typeof createRowCache = createRowCache,
): Kernel {
  const statements = createStatements(connection);
  const context: KernelContext = {
    statements,
    counters: createEntryCountCache(statements),
    versions: createVersionAllocator(statements),
    namespaceIds: createNamespaceIdCache(statements),
    rows: createRowsOfSize(cacheBytes),
    dropCachesIfStale,
    isSnapshotOpen: false,
    now: 0,
    notices: [],
    evictionBacklog: undefined,
    growth: undefined,
  };
  let dataVersion: unknown;

  function createRowsOfSize(maxBytes: number): RowCache {
    return createRows(maxBytes, (namespaceId) => readOldestVersion(statements, namespaceId));
  }

  function dropCachesIfStale(): boolean {
    if (isAlone) return false;
    const present = readDataVersion();
    if (present === dataVersion) return false;
    dropCaches();
    dataVersion = present;
    return true;
  }

  function dropCaches(): void {
    context.counters.clear();
    context.versions.abandonBlock();
    context.rows.clear();
  }

  function beginWriteTransaction(clock: Clock): void {
    statements.beginImmediate.run();
    dropCachesIfStale();
    context.isSnapshotOpen = true;
    context.counters.beginBatch();
    context.now = clock();
  }

  function rollBackTransaction(): void {
    context.evictionBacklog = undefined;
    context.namespaceIds.clear();
    dropCaches();
    try {
      if (connection.inTransaction) statements.rollback.run();
    } catch {
      // The connection is still in the transaction: whoever holds it sees that and closes it, which undoes all the same.
    }
  }

  function executeUnderWriteLock(batch: readonly Transaction[], clock: Clock, endTransaction: () => void): Outcome[] {
    try {
      beginWriteTransaction(clock);
      const outcomes = executeBatch(context, batch);
      runPendingEvictions(context);
      context.counters.saveChanged();
      context.versions.saveReservation();
      endTransaction();
      return outcomes;
    } catch (error) {
      rollBackTransaction();
      throw error;
    } finally {
      context.isSnapshotOpen = false;
    }
  }

  function readDataVersion(): unknown {
    return statements.dataVersion.get()?.[0];
  }

  return {
    readDataVersion,
    execute(batch, clock) {
      // What is read from now on is as of this data version, or of a later one, which drops it.
      if (dataVersion === undefined) dropCachesIfStale();
      const withoutLock = executeLeadingLockFreeTransactions(context, batch, clock);
      if (withoutLock.length === batch.length) return withoutLock;
      const rest = withoutLock.length === 0 ? batch : batch.slice(withoutLock.length);
      const outcomes = executeUnderWriteLock(rest, clock, () => statements.commit.run());
      return withoutLock.length === 0 ? outcomes : [...withoutLock, ...outcomes];
    },
    dryRun(batch, clock) {
      const { rows } = context;
      rows.clear();
      context.rows = createRowsOfSize(0);
      try {
        return executeUnderWriteLock(batch, clock, rollBackTransaction);
      } finally {
        context.rows = rows;
      }
    },
  };
}

/** The version of the oldest row of a namespace, live or not. */
function readOldestVersion(statements: Statements, namespaceId: NamespaceId): EntryVersion | undefined {
  const version = statements.oldestVersion.get(namespaceId, namespaceId)?.[0];
  return version === null || version === undefined ? undefined : Number(version);
}

/** Executes those transactions at the head of a batch that need no write lock. */
function executeLeadingLockFreeTransactions(
  context: KernelContext,
  batch: readonly Transaction[],
  clock: Clock,
): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const transaction of batch) {
    if (transaction.length > 1) break;
    if (transaction[0].kind === "put" && transaction[0].expected === undefined) break;
    if (outcomes.length === 0) context.now = clock();
    const result = runWithoutWriteLockIfPossible(context, transaction[0]);
    if (result === NEEDS_LOCK) break;
    outcomes.push({ status: "done", results: [result] });
  }
  return outcomes;
}

function executeBatch(context: KernelContext, batch: readonly Transaction[]): Outcome[] {
  const outcomes: Outcome[] = [];
  let tryGroups = true;
  while (outcomes.length < batch.length) {
    const group = tryGroups ? findInsertGroupStartingAt(context, batch, outcomes.length) : undefined;
    const groupOutcomes = group === undefined ? undefined : tryInsertGroupInOneStatement(context, group);
    if (groupOutcomes !== undefined) {
      outcomes.push(...groupOutcomes);
      continue;
    }
    // A batch that overwrites existing keys is likely to go on like that.
    if (group !== undefined) tryGroups = false;
    const transaction = batch[outcomes.length];
    if (transaction !== undefined) outcomes.push(executeTransaction(context, transaction));
  }
  return outcomes;
}

function executeTransaction(context: KernelContext, transaction: Transaction): Outcome {
  context.notices = [];
  try {
    const results = runTransactionCommands(context, transaction);
    return results === "unmet-check" ? { status: "unmet" } : createDoneOutcome(context, results);
  } catch (error) {
    if (isKeyedStoreError(error)) return { status: "failed", error };
    throw error;
  }
}

function runTransactionCommands(context: KernelContext, transaction: Transaction): TransactionResults | "unmet-check" {
  const [first] = transaction;
  if (transaction.length > 1 || first.kind !== "put") runPendingEvictions(context);
  return transaction.length > 1 || first.kind === "check"
    ? runAtomicTransaction(context, transaction)
    : [runCommand(context, first)];
}
