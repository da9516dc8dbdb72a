import type { Command } from "../backend/command.js";
import type { CommandResult, Outcome, Transaction } from "../backend/transaction.js";
import type { Clock, EpochMs } from "../contract/clock.js";
import type { Notice } from "../contract/store-event.js";
import { collectOutcomes } from "../rules/collect-outcomes.js";
import { enforceCaps } from "../rules/enforce-caps.js";
import { createCapContext } from "./create-cap-context.js";
import {
  clearNamespaceAndCountRemovedLive,
  clearOwnerAndCountRemovedLive,
  sweepExpiredEntries,
} from "./direct-commands.js";
import type { MemoryData } from "./memory-data.js";
import {
  planConsumeOfLiveEntry,
  planDeleteIfAsExpected,
  planIncrement,
  planPutIfAsExpected,
  planReplaceIfAsExpected,
  planTouchIfAsExpected,
} from "./plan-commands.js";
import {
  countLiveEntriesInRange,
  getLiveEntries,
  getLiveEntry,
  hasExpectedVersion,
  listNamespaceChangesForWatch,
  listOwnerUsages,
  scanLiveEntries,
  summarizeOwnerUsage,
} from "./read-commands.js";
import { restoreRecords } from "./restore-records.js";
import {
  applyTransactionPlan,
  createTransactionPlan,
  listNamespacesGainingKeys,
  type TransactionPlan,
} from "./transaction-plan.js";

/** Runs transactions in order, each with an outcome of its own (KS-ATOM-5). */
export function executeBatch(data: MemoryData, batch: readonly Transaction[], clock: Clock): readonly Outcome[] {
  const now = clock();
  return collectOutcomes(batch, (transaction) => planAndApplyTransaction(data, transaction, now));
}

/** Runs one transaction: everything is checked first, then everything is changed (KS-ATOM-2). */
function planAndApplyTransaction(data: MemoryData, transaction: Transaction, now: EpochMs): Outcome {
  // Nothing is changed yet, so that every check sees the state before the first step.
  if (transaction.some((command) => command.kind === "check" && !hasExpectedVersion(data, command, now)))
    return { status: "unmet" };
  const collectedNotices: Notice[] = [];
  const plan = createTransactionPlan(data, now);
  const results = transaction.map((command) => planOrRunCommand(plan, command, collectedNotices));
  collectedNotices.push(...enforceCaps(listNamespacesGainingKeys(plan), createCapContext(plan)));
  applyTransactionPlan(plan);
  return collectedNotices.length === 0
    ? { status: "done", results }
    : { status: "done", results, notices: collectedNotices };
}

/**
 * Runs one command. Those that an `atomic()` may hold only plan their changes; the others stand alone, cannot be
 * refused half-way, and change the data themselves.
 */
function planOrRunCommand(plan: TransactionPlan, command: Command, collectedNotices: Notice[]): CommandResult {
  const { data, now } = plan;
  switch (command.kind) {
    case "put":
      return planPutIfAsExpected(plan, command);
    case "replace":
      return planReplaceIfAsExpected(plan, command);
    case "increment":
      return planIncrement(plan, command);
    case "touch":
      return planTouchIfAsExpected(plan, command);
    case "delete":
      return planDeleteIfAsExpected(plan, command);
    case "consume":
      return planConsumeOfLiveEntry(plan, command);
    case "check":
      return true;
    case "get":
      return getLiveEntry(data, command, now);
    case "getMany":
      return getLiveEntries(data, command, now);
    case "scan":
      return scanLiveEntries(data, command, now);
    case "changes":
      return listNamespaceChangesForWatch(data, command, now);
    case "count":
      return countLiveEntriesInRange(data, command, now);
    case "usage":
      return summarizeOwnerUsage(data, command.owner, now);
    case "owners":
      return listOwnerUsages(data, now);
    case "clear":
      return clearNamespaceAndCountRemovedLive(data, command, now);
    case "clearOwner":
      return clearOwnerAndCountRemovedLive(data, command, now);
    case "restore":
      return restoreRecords(data, command, now, collectedNotices);
    case "sweep":
      return sweepExpiredEntries(data, command, now, collectedNotices);
  }
}
