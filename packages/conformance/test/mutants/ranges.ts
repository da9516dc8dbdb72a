import type { ClearCommand, CountCommand, StoredEntry } from "@keyed-store/core";
import { ask, type Mutant, mutantCommand, mutantRun, type RunOne } from "./mutant.js";

type RangeCommand = ClearCommand | CountCommand;

/** The texts of values that are no truth to JavaScript. */
const FALSY: ReadonlySet<string> = new Set(["null", "false", "0", '""']);

/** The keys of a range that has both ends, as UTF-16 orders them. */
function listKeysByUtf16(right: RunOne, { ref, from = "", to = "" }: RangeCommand, clock: () => number): string[] {
  const all = ask(right, { kind: "scan", ref, order: "age", reverse: false, limit: Infinity }, clock);
  return all.map(({ key }) => key).filter((key) => key >= from && key < to);
}

export const ranges: readonly Mutant[] = [
  mutantRun("KS-RANGE-1", "the keys of a prefix are counted by UTF-16", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "count" || first.from === undefined || first.to === undefined) return right(transaction, clock);
    return { status: "done", results: [listKeysByUtf16(right, first, clock).length] };
  }),
  mutantCommand("KS-RANGE-2", "the end of a range is cleared too", (command) =>
    command.kind === "clear" && command.to !== undefined ? { ...command, to: `${command.to}\u0001` } : command,
  ),
  mutantCommand("KS-RANGE-2", "counting heeds no range", (command) =>
    command.kind === "count" ? { kind: "count", ref: command.ref } : command,
  ),
  mutantCommand("KS-RANGE-2", "clearing heeds no range", (command) =>
    command.kind === "clear" ? { kind: "clear", ref: command.ref } : command,
  ),
  mutantCommand(
    "KS-RANGE-2",
    "whether there is an entry is told by its value",
    (command) => command,
    (result, command) =>
      command.kind === "get" &&
      command.only === "presence" &&
      FALSY.has((result as StoredEntry | undefined)?.json ?? "1")
        ? undefined
        : result,
  ),
  mutantCommand(
    "KS-RANGE-2",
    "keys come in any order",
    (command) => command,
    (result, command) =>
      command.kind === "scan" && command.only === "keys" ? [...(result as StoredEntry[])].reverse() : result,
  ),
];
