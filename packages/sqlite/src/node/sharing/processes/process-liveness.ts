import { ONE_NAMESPACE, type ProcessIdentity } from "./process-identity.js";
import type { ProcessTable } from "./process-table.js";
import { systemProcesses } from "./system-processes.js";
import { UNKNOWN } from "./unknown.js";

/** What is known about a process: `dead` is certain, `unknown` means that it cannot be known from here (KS-SHARE-3). */
export type LivenessVerdict = "alive" | "dead" | "unknown";

/** What the table of processes tells. `alive` and `dead` are certain; `seems-alive`: the pid is in use, but perhaps by another process. */
export type ProcessLiveness = "alive" | "dead" | "seems-alive";

/** What the system tells of a process, which may be one that it cannot know. */
export type SystemLivenessVerdict = ProcessLiveness | "unknown";

/** Tells what the system knows of a process. */
export type ProcessLivenessCheck = (other: ProcessIdentity) => SystemLivenessVerdict;

/** What a liveness check depends on. */
export interface LivenessOptions {
  readonly processTable?: ProcessTable;
  /** Whether the files are on a file system that only one kernel mounts. */
  readonly isSingleKernel?: boolean;
}

/**
 * A check by what the system tells of processes, never by silence (KS-SHARE-2).
 *
 * Life comes first: whoever is running here under the same pid since the same instant lives, whatever else differs, since
 * a boot id or a host name can be another one inside a container. Death is certain where this kernel, in this pid
 * namespace, does not know the process any more; after another boot only on files that another kernel cannot have.
 */
export function createProcessLivenessCheck(
  ownIdentity: ProcessIdentity,
  { processTable = systemProcesses, isSingleKernel = false }: LivenessOptions = {},
): ProcessLivenessCheck {
  return (other) => {
    if (other.pidNamespace !== ownIdentity.pidNamespace || ownIdentity.pidNamespace === UNKNOWN) return "unknown";
    const verdict = determineLivenessFromProcessTable(other, processTable);
    if (verdict === "alive" || other.machine !== ownIdentity.machine) return verdict === "alive" ? "alive" : "unknown";
    if (isSameKernel(ownIdentity, other)) return verdict;
    const wasBooted = other.boot !== UNKNOWN && ownIdentity.boot !== UNKNOWN;
    return wasBooted && isSingleKernel && verdict === "dead" ? "dead" : "unknown";
  };
}

function determineLivenessFromProcessTable(
  { pid, started, thread }: ProcessIdentity,
  processTable: ProcessTable,
): ProcessLiveness {
  if (!processTable.exists(pid)) return "dead";
  const stat = processTable.stat(pid);
  if (stat?.ended === true) return "dead";
  if (stat === undefined || stat.started === UNKNOWN || started === UNKNOWN) return "seems-alive";
  if (stat.started !== started) return "dead";
  return thread !== undefined && processTable.hasThreadEnded(pid, thread) ? "dead" : "alive";
}

/** Without a boot id, pids are counted by one kernel only where there are no namespaces. */
function isSameKernel(ownIdentity: ProcessIdentity, otherIdentity: ProcessIdentity): boolean {
  if (otherIdentity.boot !== ownIdentity.boot) return false;
  return ownIdentity.boot !== UNKNOWN || ownIdentity.pidNamespace === ONE_NAMESPACE;
}
