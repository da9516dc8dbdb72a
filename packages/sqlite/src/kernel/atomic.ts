import type { CheckCommand, Transaction, TransactionResults } from "@keyed-store/core";
import { enforceCapsAfterTransaction } from "./capacity/enforce-caps.js";
import { isEntryAsExpected } from "./commands/lookup.js";
import { runCommand } from "./commands/run-command.js";
import type { TransactionGrowth } from "./context/growth.js";
import type { KernelContext } from "./context/kernel-context.js";

/** Runs several steps, all or nothing (KS-ATOM-4). Returns their results, or `unmet-check` where one does not hold. */
export function runAtomicTransaction(
  context: KernelContext,
  transaction: Transaction,
): TransactionResults | "unmet-check" {
  const checks = transaction.filter((step): step is CheckCommand => step.kind === "check");
  if (!checks.every((step) => isEntryAsExpected(context, step))) return "unmet-check";
  context.counters.saveChanged();
  context.statements.savepoint.run();
  const growth: TransactionGrowth = { firstVersion: context.versions.allocateVersion(), byNamespace: new Map() };
  context.growth = growth;
  try {
    const results = transaction.map((step) => (step.kind === "check" ? true : runCommand(context, step)));
    enforceCapsAfterTransaction(context, growth);
    context.statements.releaseSavepoint.run();
    return results;
  } catch (error) {
    context.statements.rollbackToSavepoint.run();
    context.statements.releaseSavepoint.run();
    context.counters.clear();
    context.namespaceIds.clear();
    context.rows.clear();
    throw error;
  } finally {
    context.growth = undefined;
  }
}
