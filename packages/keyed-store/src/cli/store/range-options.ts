import type { IterateOptions, RangeOptions } from "@keyed-store/core";
import { type Command, Option } from "commander";
import { parsePositiveInteger } from "../world/parse-option.js";
import { usageError } from "../world/usage-error.js";

/** The options that tell which entries are meant, and in which order. */
export interface ScanOptions extends RangeOptions {
  readonly order?: "age" | "key";
  readonly after?: string;
  readonly limit?: number;
  readonly reverse?: true;
}

/** Gives a command the options of a range of keys. */
export function addRangeOptions(command: Command): Command {
  return command
    .option("--from <key>", "the first key that is meant")
    .option("--to <key>", "the first key that is not meant any more")
    .option("--prefix <text>", "all keys that begin with this, in place of --from and --to");
}

/** Gives a command the options of a list, `limitHelp` telling what `--limit` does. */
export function addScanOptions(command: Command, limitHelp: string): Command {
  return addRangeOptions(
    command.addOption(
      new Option("--order <order>", "by last write, or by key, as any range is").choices(["age", "key"]),
    ),
  )
    .option("--after <position>", "go on behind this key, or by age behind this version")
    .option("--limit <count>", limitHelp, parsePositiveInteger)
    .option("--reverse", "newest or last key first");
}

/** The same as options of the library. */
export function toIterateOptions({ order, from, to, prefix, after, limit, reverse }: ScanOptions): IterateOptions {
  const hasRange = from !== undefined || to !== undefined || prefix !== undefined;
  if (order === "age" && hasRange) throw usageError("--from, --to and --prefix are about keys: leave out --order age.");
  if (order === "key" || hasRange) return { order: "key", from, to, prefix, after, limit, reverse };
  if (after === undefined) return { order, limit, reverse };
  const version = Number(after);
  if (!Number.isSafeInteger(version))
    throw usageError("--after takes a version with --order age; for a key, add --order key.");
  return { order, after: version, limit, reverse };
}
