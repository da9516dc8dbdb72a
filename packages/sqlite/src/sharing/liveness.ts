import { ONE_NAMESPACE, type ProcessIdentity, UNKNOWN } from "./process-identity.js";
import { type ProcessStat, readProcessStat } from "./process-stat.js";
import { hasEnded, type WorkerThread } from "./worker-thread.js";

/** What is known about a process: `dead` is certain, `unknown` means that it cannot be known from here (KS-SHARE-3). */
export type Verdict = "alive" | "dead" | "unknown";

/** Judges whether a process lives. */
export type Liveness = (other: ProcessIdentity) => Verdict;

/** What the system tells about a pid of this pid namespace. */
export interface ProcessTable {
  /** Whether the pid is in use, by whomever. */
  exists(pid: number): boolean;
  /** More about it, where the system tells; undefined says nothing. */
  stat(pid: number): ProcessStat | undefined;
  /** Whether a worker thread of a process that lives has certainly ended. */
  hasEnded(pid: number, thread: WorkerThread): boolean;
}

/**
 * Judges by death, never by silence (KS-SHARE-2): a process is dead if this kernel, in this pid namespace, does not know
 * its pid or knows it for a process that started at another time, if this machine was booted since, or if it is a worker
 * thread that its process has no more. What another machine or another pid namespace holds is unknown, and stays so.
 */
export function livenessSeenFrom(self: ProcessIdentity, table: ProcessTable = systemProcesses): Liveness {
  return (other) => {
    if (other.machine !== self.machine) return "unknown";
    if (other.boot !== self.boot) return other.boot === UNKNOWN || self.boot === UNKNOWN ? "unknown" : "dead";
    if (!samePidNamespace(self, other)) return "unknown";
    if (!table.exists(other.pid)) return "dead";
    const stat = table.stat(other.pid);
    if (stat === undefined) return "alive";
    if (stat.ended) return "dead";
    if (other.started !== UNKNOWN && other.started !== stat.started) return "dead";
    return other.thread !== undefined && table.hasEnded(other.pid, other.thread) ? "dead" : "alive";
  };
}

/** One and the same kernel counts the pids of both. Without a boot id that holds only where there are no namespaces. */
function samePidNamespace(self: ProcessIdentity, other: ProcessIdentity): boolean {
  if (self.pidNamespace !== other.pidNamespace || self.pidNamespace === UNKNOWN) return false;
  return self.boot !== UNKNOWN || self.pidNamespace === ONE_NAMESPACE;
}

/** This system, asked without starting a program. */
const systemProcesses: ProcessTable = {
  exists(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: it is there and belongs to someone else.
      return !(error instanceof Error && "code" in error && error.code === "ESRCH");
    }
  },
  stat: readProcessStat,
  hasEnded,
};
