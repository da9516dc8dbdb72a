import type { Disk, DiskFile } from "../disk/disk.js";
import { DiskError } from "../disk/disk-error.js";

/** What goes wrong, and when. */
export interface DiskFault {
  /** Which call of the disk or of a file on it, counted from 1. */
  readonly call: number;
  /** The errno; or a write that leaves half of its bytes before the disk is full, calls other than writes succeeding. */
  readonly error: "EIO" | "ENOSPC" | "EACCES" | "short-write";
  /** Whether that call alone fails, or every one from it on. */
  readonly forGood: boolean;
}

/** A disk that fails as told. */
export interface FaultyDisk extends Disk {
  /** How many calls it has had. */
  readonly calls: number;
  /** How many of them it failed. */
  readonly failures: number;
  /** Ends all trouble: the disk is as good as new. */
  repair(): void;
}

/** Puts a fault into another disk; without one it only counts. */
export function createFaultyDisk(disk: Disk, plannedFault?: DiskFault): FaultyDisk {
  let fault = plannedFault;
  let calls = 0;
  let failures = 0;

  const isDueToFail = (): boolean => {
    calls++;
    return fault !== undefined && (calls === fault.call || (fault.forGood && calls > fault.call));
  };
  const fail = (code: "EIO" | "ENOSPC" | "EACCES"): never => {
    failures++;
    throw new DiskError(code, "injected");
  };
  const failIfDue = (): void => {
    if (isDueToFail() && fault !== undefined && fault.error !== "short-write") fail(fault.error);
  };

  const wrapFile = (file: DiskFile): DiskFile => ({
    read(bytes, offset, length, position) {
      failIfDue();
      return file.read(bytes, offset, length, position);
    },
    write(bytes, offset, length, position) {
      if (isDueToFail() && fault !== undefined) {
        if (fault.error !== "short-write") fail(fault.error);
        else {
          file.write(bytes, offset, length >> 1, position);
          fail("ENOSPC");
        }
      }
      file.write(bytes, offset, length, position);
    },
    truncate(size) {
      failIfDue();
      file.truncate(size);
    },
    sync() {
      failIfDue();
      file.sync();
    },
    stat() {
      failIfDue();
      return file.stat();
    },
    chown: (uid, gid) => file.chown(uid, gid),
    close() {
      // The system lets go of a file even where it reports that its last bytes were lost.
      file.close();
      failIfDue();
    },
  });

  return {
    get calls() {
      return calls;
    },
    get failures() {
      return failures;
    },
    repair() {
      fault = undefined;
    },
    open(name, options) {
      failIfDue();
      return wrapFile(disk.open(name, options));
    },
    stat(name) {
      failIfDue();
      return disk.stat(name);
    },
    unlink(name) {
      failIfDue();
      disk.unlink(name);
    },
    syncDirectory() {
      failIfDue();
      disk.syncDirectory();
    },
  };
}
