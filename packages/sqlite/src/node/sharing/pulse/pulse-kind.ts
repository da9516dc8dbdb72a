import { statfsSync } from "node:fs";

/**
 * From where a pulse can be connected to: those prove something to each other that see the same kind. The number of a file system's
 * type, or `pipe-` and the digest of a Windows machine.
 */
export type PulseKind = string;

/** File systems that one kernel alone mounts for writing, by the number that Linux gives them. */
const SINGLE_KERNEL_TYPES: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0x01021994, // tmpfs
  0x794c7630, // overlay
  0x2fc12fc1, // zfs
  0xf2f52010, // f2fs
  0xca451a4e, // bcachefs
]);

/**
 * In what way the sessions that use a directory can prove that they live: by sockets in a file system of that number, or
 * by named pipes of one Windows machine. A socket refuses only where nobody in the one kernel that has the file system
 * listens on it, so a refusal is proof of death. It is so for those alone who see the same kind: the same file, met
 * through another file system (the upper directory of an overlay), refuses although its owner lives.
 *
 * Undefined where no such proof is possible.
 */
export function findSupportedPulseKind(sessionDirectory: string, ownMachineDigest: string): PulseKind | undefined {
  if (process.platform === "win32") return `pipe-${ownMachineDigest}`;
  if (process.platform !== "linux") return "0";
  try {
    const type = statfsSync(sessionDirectory).type >>> 0;
    return SINGLE_KERNEL_TYPES.has(type) ? type.toString(16) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the pulses of this kind are named pipes. */
export function isPipePulseKind(pulseKind: PulseKind): boolean {
  return pulseKind.startsWith("pipe-");
}
