import type { CheckCommand, Transaction } from "@keyed-store/core";
import { judgeCaps } from "./capacity/enforce-caps.js";
import { check } from "./commands/lookup.js";
import { runCommand } from "./commands/run-command.js";
import type { Additions } from "./context/growth.js";
import type { Work } from "./context/kernel-context.js";

/** Runs several steps, all or nothing (KS-ATOM-4). Returns their results, or `undefined` where a check does not hold. */
export function runAtomic(work: Work, transaction: Transaction): readonly unknown[] | undefined {
  const checks = transaction.filter((step): step is CheckCommand => step.kind === "check");
  if (!checks.every((step) => check(work, step))) return undefined;
  work.ledgers.save();
  work.sql.savepoint.run();
  const additions: Additions = { firstVersion: work.versions.next(), byNamespace: new Map() };
  work.additions = additions;
  try {
    const results = transaction.map((step) => (step.kind === "check" ? true : runCommand(work, step)));
    judgeCaps(work, additions);
    work.sql.releaseSavepoint.run();
    return results;
  } catch (error) {
    work.sql.rollbackToSavepoint.run();
    work.sql.releaseSavepoint.run();
    work.ledgers.forget();
    work.ids.forget();
    throw error;
  } finally {
    work.additions = undefined;
  }
}
