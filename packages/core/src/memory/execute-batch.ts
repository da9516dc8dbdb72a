import type { Command } from "../backend/command.js";
import type { CommandResult, Outcome, Transaction } from "../backend/transaction.js";
import type { Clock, EpochMs } from "../contract/clock.js";
import type { Notice } from "../contract/store-event.js";
import { collectOutcomes } from "../rules/collect-outcomes.js";
import { enforceCaps } from "../rules/enforce-caps.js";
import { createCapContext } from "./create-cap-context.js";
import { clearNamespaceAndCountLive, clearOwnerAndCountLive, sweepExpiredEntries } from "./direct-commands.js";
import type { MemoryData } from "./memory-data.js";
import { planConsume, planDelete, planIncrement, planPut, planReplace, planTouch } from "./plan-commands.js";
import {
  applyPlannedChanges,
  createPlannedChanges,
  listGrowingNamespaces,
  type PlannedChanges,
} from "./planned-changes.js";
import {
  countNamespaceEntries,
  getEntries,
  getEntry,
  hasExpectedVersion,
  listOwnerUsages,
  readNamespaceChanges,
  scanNamespaceEntries,
  summarizeOwnerUsage,
} from "./read-commands.js";
import { restoreRecords } from "./restore-records.js";

/** Runs transactions in order, each with an outcome of its own (KS-ATOM-5). */
export function executeBatch(data: MemoryData, batch: readonly Transaction[], clock: Clock): readonly Outcome[] {
  const now = clock();
  return collectOutcomes(batch, (transaction) => runTransaction(data, transaction, now));
}

/** Runs one transaction: everything is checked first, then everything is changed (KS-ATOM-2). */
function runTransaction(data: MemoryData, transaction: Transaction, now: EpochMs): Outcome {
  // Nothing is changed yet, so that every check sees the state before the first step.
  if (transaction.some((command) => command.kind === "check" && !hasExpectedVersion(data, command, now)))
    return { status: "unmet" };
  const notices: Notice[] = [];
  const changes = createPlannedChanges(data, now);
  const results = transaction.map((command) => runCommand(changes, command, notices));
  notices.push(...enforceCaps(listGrowingNamespaces(changes), createCapContext(changes)));
  applyPlannedChanges(changes);
  return notices.length === 0 ? { status: "done", results } : { status: "done", results, notices };
}

/**
 * Runs one command. Those that an `atomic()` may hold only plan their changes; the others stand alone, cannot be
 * refused half-way, and change the data themselves.
 */
function runCommand(changes: PlannedChanges, command: Command, notices: Notice[]): CommandResult {
  const { data, now } = changes;
  switch (command.kind) {
    case "put":
      return planPut(changes, command);
    case "replace":
      return planReplace(changes, command);
    case "increment":
      return planIncrement(changes, command);
    case "touch":
      return planTouch(changes, command);
    case "delete":
      return planDelete(changes, command);
    case "consume":
      return planConsume(changes, command);
    case "check":
      return true;
    case "get":
      return getEntry(data, command, now);
    case "getMany":
      return getEntries(data, command, now);
    case "scan":
      return scanNamespaceEntries(data, command, now);
    case "changes":
      return readNamespaceChanges(data, command, now);
    case "count":
      return countNamespaceEntries(data, command, now);
    case "usage":
      return summarizeOwnerUsage(data, command.owner, now);
    case "owners":
      return listOwnerUsages(data, now);
    case "clear":
      return clearNamespaceAndCountLive(data, command, now);
    case "clearOwner":
      return clearOwnerAndCountLive(data, command, now);
    case "restore":
      return restoreRecords(data, command, now, notices);
    case "sweep":
      return sweepExpiredEntries(data, command, now, notices);
  }
}
