import { execArgv } from "node:process";
import type { WorkerOptions } from "node:worker_threads";

/** The flags of Node that a worker is started with; those of its process where there are none. */
export type InheritedFlags = Pick<WorkerOptions, "execArgv">;

/**
 * The flags that a worker is to have: those of its process. Only where they say what kind of text the program is, with
 * which Node starts no worker from a file, it is given those alone that decide what can run.
 */
export function selectFlagsInheritedByWorker(): InheritedFlags {
  if (!execArgv.some((flag) => flag.startsWith("--input-type"))) return {};
  return { execArgv: execArgv.filter((flag) => flag === "--no-addons") };
}
