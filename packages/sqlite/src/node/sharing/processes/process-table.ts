import type { ProcessStat } from "./process-stat.js";
import type { WorkerThread } from "./worker-thread.js";

/** What the system tells about a pid of this pid namespace. */
export interface ProcessTable {
  /** Whether the pid is in use, by whomever. */
  exists(pid: number): boolean;
  /** More about it, where the system tells; undefined says nothing. */
  stat(pid: number): ProcessStat | undefined;
  /** Whether a worker thread of a process that lives has certainly ended. */
  hasThreadEnded(pid: number, thread: WorkerThread): boolean;
}
