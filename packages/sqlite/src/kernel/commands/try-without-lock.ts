import type { Command, GetManyCommand, Space } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import type { Work } from "../context/kernel-context.js";
import { isAhead } from "../rows/is-unexpired.js";
import { getMany } from "./lookup.js";
import { meets } from "./put.js";
import { runCommand } from "./run-command.js";

/** Says that a command may change something, so that it must run under the write lock. */
export const NEEDS_LOCK: unique symbol = Symbol("needs the write lock");

/**
 * The result of a command that reads, or of one that would find nothing to change: neither takes the write lock, so
 * neither waits for a writer nor costs a commit.
 */
export function runWithoutLock(work: Work, command: Command): unknown {
  switch (command.kind) {
    case "get":
    case "scan":
    case "count":
    case "usage":
    case "owners":
      return runCommand(work, command);
    case "getMany":
      return atOnePoint(work, command);
    case "put":
      if (command.expected === undefined) return NEEDS_LOCK;
      return meets(find(work, command), command.expected, work.now) ? NEEDS_LOCK : false;
    case "delete":
      return isLive(work, command) && meets(find(work, command), command.expected, work.now) ? NEEDS_LOCK : false;
    case "touch":
      return isLive(work, command) ? NEEDS_LOCK : false;
    case "consume":
      return isLive(work, command) ? NEEDS_LOCK : undefined;
    case "clear":
      return work.sql.rowsOfNamespace.get(work.ids.of(command.space)) === undefined ? 0 : NEEDS_LOCK;
    case "clearOwner":
      return work.sql.rowsOfOwner.get(command.owner) === undefined ? 0 : NEEDS_LOCK;
    case "sweep":
      return work.sql.nextExpiring.get(work.now) === undefined ? { removed: 0, more: false } : NEEDS_LOCK;
    default:
      return NEEDS_LOCK;
  }
}

interface Address {
  readonly space: Space;
  readonly key: string;
}

function find(work: Work, { space, key }: Address): SqliteRow | undefined {
  return work.sql.findEntry.get(work.ids.of(space), key);
}

function isLive(work: Work, address: Address): boolean {
  const found = find(work, address);
  return found !== undefined && isAhead(found[1], work.now);
}

function atOnePoint(work: Work, command: GetManyCommand): unknown {
  work.sql.begin.run();
  try {
    return getMany(work, command);
  } finally {
    work.sql.commit.run();
  }
}
