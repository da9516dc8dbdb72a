import type { Command, CommandResult } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import { clearNamespaceAndCountLive, clearOwnerAndCountLive } from "./clear.js";
import { incrementCounter } from "./increment-counter.js";
import { getEntries, getEntry, isEntryAsExpected } from "./lookup.js";
import { putEntryIfAsExpected, replaceEntryIfAsExpected } from "./put.js";
import { readNamespaceChanges } from "./read-namespace-changes.js";
import { consumeEntry, deleteEntryIfAsExpected } from "./remove.js";
import { restoreEntries } from "./restore.js";
import { scanEntries } from "./scan.js";
import { sweepExpiredEntries } from "./sweep.js";
import { touchEntryIfAsExpected } from "./touch.js";
import { countLiveEntries, getOwnerUsage, listOwnerUsages } from "./usage.js";

/** Runs one command and returns its result. One that throws a `KeyedStoreError` has changed nothing (KS-ATOM-2). */
export function runCommand(context: KernelContext, command: Command): CommandResult {
  switch (command.kind) {
    case "get":
      return getEntry(context, command);
    case "getMany":
      return getEntries(context, command);
    case "put":
      return putEntryIfAsExpected(context, command);
    case "replace":
      return replaceEntryIfAsExpected(context, command);
    case "increment":
      return incrementCounter(context, command);
    case "touch":
      return touchEntryIfAsExpected(context, command);
    case "delete":
      return deleteEntryIfAsExpected(context, command);
    case "consume":
      return consumeEntry(context, command);
    case "scan":
      return scanEntries(context, command);
    case "changes":
      return readNamespaceChanges(context, command);
    case "count":
      return countLiveEntries(context, command);
    case "clear":
      return clearNamespaceAndCountLive(context, command);
    case "check":
      return isEntryAsExpected(context, command);
    case "restore":
      return restoreEntries(context, command);
    case "usage":
      return getOwnerUsage(context, command);
    case "clearOwner":
      return clearOwnerAndCountLive(context, command);
    case "owners":
      return listOwnerUsages(context);
    case "sweep":
      return sweepExpiredEntries(context, command);
  }
}
