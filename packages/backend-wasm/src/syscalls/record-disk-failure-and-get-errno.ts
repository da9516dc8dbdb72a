import { type Errno, getErrnoName, toErrno } from "../disk/errno.js";
import type { SyscallContext } from "./syscall-context.js";

/**
 * Keeps what a disk threw for the error that SQLite's result becomes, and gives its errno. One call of ours can fail
 * on the disk several times: the first failure is the reason, unless a file was merely missing.
 */
export function recordDiskFailureAndGetErrno(context: SyscallContext, error: unknown): Errno {
  if (context.diskFailure === undefined || getErrnoName(context.diskFailure) === "ENOENT") context.diskFailure = error;
  return toErrno(error);
}
