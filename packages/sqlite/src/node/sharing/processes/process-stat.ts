import { readFileSync } from "node:fs";
import { isInInitialTimeNamespace, isProcOfOwnPidNamespace } from "./proc.js";
import { UNKNOWN } from "./unknown.js";

/** What Linux tells of a process. */
export interface ProcessStat {
  /** When it started, in ticks since boot; {@link UNKNOWN} where a time namespace shifts them. */
  readonly started: string;
  /** It has ended with all its threads, and only its parent has not asked about it yet. */
  readonly ended: boolean;
}

/**
 * Reads `/proc/<pid>/stat`; undefined where that cannot be read, or counts pids in another way than this process does,
 * which says nothing about the process.
 */
export function readProcessStat(pid: number): ProcessStat | undefined {
  if (!isProcOfOwnPidNamespace()) return undefined;
  try {
    const stat = parseProcessStat(readFileSync(`/proc/${pid}/stat`, "latin1"));
    return stat === undefined || isInInitialTimeNamespace() ? stat : { ...stat, started: UNKNOWN };
  } catch {
    return undefined;
  }
}

/**
 * Takes apart one line of `/proc/<pid>/stat`. The second field is the program's name in parentheses and may itself
 * contain any character, so counting begins behind the last parenthesis, at field 3.
 */
export function parseProcessStat(statLine: string): ProcessStat | undefined {
  const fields = statLine.slice(statLine.lastIndexOf(")") + 2).split(" ");
  const [state, threads, started] = [fields[0], fields[17], fields[19]];
  if (started === undefined || !/^\d{1,20}$/.test(started)) return undefined;
  // A killed process is a zombie as soon as its first thread is; others may still be finishing a write.
  return { started, ended: (state === "Z" || state === "X") && Number(threads) <= 1 };
}
