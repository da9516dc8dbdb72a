import type { ClearCommand, Command, CommandResult, NamespaceRef } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import type { EntryHeaderRow } from "../rows/entry-rows.js";
import { isLiveRowAsExpected, isRowAsExpected } from "../rows/is-as-expected.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { hasKeyBounds, hasRowsInRange } from "./key-range.js";
import { runCommand } from "./run-command.js";

/** Says that a command may change something, so that it must run under the write lock. */
export const NEEDS_LOCK: unique symbol = Symbol("needs the write lock");

/**
 * The result of a command that reads, or of one that would find nothing to change: neither takes the write lock, so
 * neither waits for a writer nor costs a commit.
 */
export function runWithoutWriteLockIfPossible(context: KernelContext, command: Command): CommandResult {
  switch (command.kind) {
    case "get":
    case "scan":
    case "count":
    case "usage":
    case "owners":
      return runCommand(context, command);
    case "getMany":
    case "changes":
      return runReadCommandInTransaction(context, command);
    case "put":
      if (command.expected === undefined) return NEEDS_LOCK;
      return isRowAsExpected(findEntryRow(context, command), command, context.now) ? NEEDS_LOCK : false;
    case "replace":
      return isRowAsExpected(findEntryRow(context, command), command, context.now) ? NEEDS_LOCK : undefined;
    case "delete":
    case "touch":
      return isLiveRowAsExpected(findEntryRow(context, command), command, context.now) ? NEEDS_LOCK : false;
    case "consume":
      return isEntryLive(context, command) ? NEEDS_LOCK : undefined;
    case "clear":
      return hasRowsToClear(context, command) ? NEEDS_LOCK : 0;
    case "clearOwner":
      return context.statements.ownerHasRows.get(command.owner) === undefined ? 0 : NEEDS_LOCK;
    case "sweep":
      return context.statements.nextExpiring.get(context.now) === undefined ? { removed: 0, more: false } : NEEDS_LOCK;
    default:
      return NEEDS_LOCK;
  }
}

function hasRowsToClear(context: KernelContext, command: ClearCommand): boolean {
  const id = context.namespaceIds.findId(command.ref);
  return hasKeyBounds(command)
    ? hasRowsInRange(context, id, command)
    : context.statements.namespaceHasRows.get(id) !== undefined;
}

interface EntryAddress {
  readonly ref: NamespaceRef;
  readonly key: string;
}

function findEntryRow(context: KernelContext, { ref, key }: EntryAddress): EntryHeaderRow | undefined {
  return context.statements.findEntry.get(context.namespaceIds.findId(ref), key);
}

function isEntryLive(context: KernelContext, address: EntryAddress): boolean {
  const found = findEntryRow(context, address);
  return found !== undefined && isUnexpired(found[1], context.now);
}

/** Several statements at one point in time. */
function runReadCommandInTransaction(context: KernelContext, command: Command): CommandResult {
  context.statements.begin.run();
  try {
    context.dropCachesIfStale();
    context.isSnapshotOpen = true;
    return runCommand(context, command);
  } finally {
    context.isSnapshotOpen = false;
    context.statements.commit.run();
  }
}
