import type { Command } from "@keyed-store/core";
import type { Work } from "../context/kernel-context.js";
import { clear, clearOwner } from "./clear.js";
import { check, get, getMany } from "./lookup.js";
import { put } from "./put.js";
import { consume, remove } from "./remove.js";
import { restore } from "./restore.js";
import { scan } from "./scan.js";
import { sweep } from "./sweep.js";
import { touch } from "./touch.js";
import { count, owners, usage } from "./usage.js";

/** Runs one command and returns its result. One that throws a `KeyedStoreError` has changed nothing (KS-ATOM-2). */
export function runCommand(work: Work, command: Command): unknown {
  switch (command.kind) {
    case "get":
      return get(work, command);
    case "getMany":
      return getMany(work, command);
    case "put":
      return put(work, command);
    case "touch":
      return touch(work, command);
    case "delete":
      return remove(work, command);
    case "consume":
      return consume(work, command);
    case "scan":
      return scan(work, command);
    case "count":
      return count(work, command);
    case "clear":
      return clear(work, command);
    case "check":
      return check(work, command);
    case "restore":
      return restore(work, command);
    case "usage":
      return usage(work, command);
    case "clearOwner":
      return clearOwner(work, command);
    case "owners":
      return owners(work);
    case "sweep":
      return sweep(work, command);
  }
}
