import type { Command } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import { changes } from "./changes.js";
import { clearNamespace, clearOwner } from "./clear.js";
import { increment } from "./increment.js";
import { check, get, getMany } from "./lookup.js";
import { put, replace } from "./put.js";
import { consume, remove } from "./remove.js";
import { restore } from "./restore.js";
import { scan } from "./scan.js";
import { sweep } from "./sweep.js";
import { touch } from "./touch.js";
import { countEntries, getOwnerUsage, listOwners } from "./usage.js";

/** Runs one command and returns its result. One that throws a `KeyedStoreError` has changed nothing (KS-ATOM-2). */
export function runCommand(context: KernelContext, command: Command): unknown {
  switch (command.kind) {
    case "get":
      return get(context, command);
    case "getMany":
      return getMany(context, command);
    case "put":
      return put(context, command);
    case "replace":
      return replace(context, command);
    case "increment":
      return increment(context, command);
    case "touch":
      return touch(context, command);
    case "delete":
      return remove(context, command);
    case "consume":
      return consume(context, command);
    case "scan":
      return scan(context, command);
    case "changes":
      return changes(context, command);
    case "count":
      return countEntries(context, command);
    case "clear":
      return clearNamespace(context, command);
    case "check":
      return check(context, command);
    case "restore":
      return restore(context, command);
    case "usage":
      return getOwnerUsage(context, command);
    case "clearOwner":
      return clearOwner(context, command);
    case "owners":
      return listOwners(context);
    case "sweep":
      return sweep(context, command);
  }
}
