import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { readProcessStat } from "./process-stat.js";
import { UNKNOWN } from "./unknown.js";
import { readOwnWorkerThread, type WorkerThread } from "./worker-thread.js";

/** What stands for the pid namespace on systems that have only one. */
export const ONE_NAMESPACE = "0";

/**
 * A process, or a worker thread of one, told apart from every other one on every machine: a pid says who only together
 * with the pid namespace it counts in, the boot of the kernel that counts, the machine, and the start of the process,
 * since pids are used again.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in the kernel's ticks since boot; {@link UNKNOWN} outside Linux. */
  readonly started: string;
  /** The worker thread of it that this is; undefined for the main thread, and where the system does not tell. */
  readonly thread: WorkerThread | undefined;
  /** The inode of its pid namespace; {@link ONE_NAMESPACE} where the system has no such thing. */
  readonly pidNamespace: string;
  /** The first 16 hexadecimal digits of the kernel's boot id; {@link UNKNOWN} outside Linux. */
  readonly boot: string;
  /** Which machine: a digest of platform, host name and machine id. */
  readonly machine: string;
  /** The host's name as far as it fits a file name; for people, never compared. */
  readonly host: string;
}

let known: ProcessIdentity | undefined;

/**
 * Who this process is, found out once: a host's name may change, and the process stays the same. Reads four small files
 * on Linux, starts nothing anywhere.
 */
export function getOwnProcessIdentity(): ProcessIdentity {
  known ??= readOwnProcessIdentity();
  return known;
}

function readOwnProcessIdentity(): ProcessIdentity {
  const host = hostname();
  const isLinux = process.platform === "linux";
  return {
    pid: process.pid,
    started: readProcessStat(process.pid)?.started ?? UNKNOWN,
    thread: readOwnWorkerThread(),
    pidNamespace: isLinux ? readPidNamespace() : ONE_NAMESPACE,
    boot: isLinux ? readBootId() : UNKNOWN,
    machine: computeMachineDigest(host, isLinux),
    host: host.replace(/[^A-Za-z0-9-]/g, "-").slice(0, 24) || UNKNOWN,
  };
}

function readPidNamespace(): string {
  try {
    return /^pid:\[(\d{1,20})\]$/.exec(readlinkSync("/proc/self/ns/pid"))?.[1] ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

function readBootId(): string {
  const digits = readTextIfReadable("/proc/sys/kernel/random/boot_id")?.replaceAll("-", "").slice(0, 16) ?? "";
  return /^[0-9a-f]{16}$/.test(digits) ? digits : UNKNOWN;
}

function computeMachineDigest(hostName: string, isLinux: boolean): string {
  // macOS changes its name with the network it is on. It has one pid namespace, and files on a network are refused there.
  const name = process.platform === "darwin" ? "" : hostName;
  const machineId = isLinux ? (readTextIfReadable("/etc/machine-id")?.trim() ?? "") : "";
  return createHash("sha256")
    .update(JSON.stringify([process.platform, name, machineId]))
    .digest("hex")
    .slice(0, 12);
}

function readTextIfReadable(filePath: string): string | undefined {
  try {
    return readFileSync(filePath, "latin1");
  } catch {
    return undefined;
  }
}
