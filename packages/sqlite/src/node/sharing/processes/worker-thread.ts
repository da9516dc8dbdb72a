import { readFileSync, readlinkSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { getErrnoName } from "../../../files/file-error.js";
import { isInInitialTimeNamespace, isProcOfOwnPidNamespace } from "./proc.js";
import { parseProcessStat } from "./process-stat.js";

/** A worker thread, told apart from all that its process ever has: the kernel's id of it, and when it started. */
export interface WorkerThread {
  readonly id: string;
  readonly started: string;
}

/**
 * The worker thread that this runs in; undefined in the main thread, which ends with its process, and where the system
 * does not tell.
 */
export function readOwnWorkerThread(): WorkerThread | undefined {
  if (isMainThread || !isProcOfOwnPidNamespace() || !isInInitialTimeNamespace()) return undefined;
  try {
    const id = new RegExp(`^${process.pid}/task/([1-9][0-9]{0,9})$`).exec(readlinkSync("/proc/thread-self"))?.[1];
    const started = parseProcessStat(readFileSync("/proc/thread-self/stat", "latin1"))?.started;
    return id === undefined || started === undefined ? undefined : { id, started };
  } catch {
    return undefined;
  }
}

/** Whether a thread of a process that lives has certainly ended: it is not among its threads, or another has its id. */
export function hasThreadEnded(pid: number, { id, started }: WorkerThread): boolean {
  if (!isProcOfOwnPidNamespace() || !isInInitialTimeNamespace()) return false;
  try {
    const present = parseProcessStat(readFileSync(`/proc/${pid}/task/${id}/stat`, "latin1"))?.started;
    return present !== undefined && present !== started;
  } catch (error) {
    return getErrnoName(error) === "ENOENT" && canListThreadsOfProcess(pid);
  }
}

/** Whether threads can be looked for at all: of a process of another user they may be hidden. */
function canListThreadsOfProcess(pid: number): boolean {
  try {
    readFileSync(`/proc/${pid}/task/${pid}/stat`, "latin1");
    return true;
  } catch {
    return false;
  }
}
