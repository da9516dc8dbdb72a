import { EngineAbort } from "./engine-abort.js";
import { recordDiskFailureAndGetErrno } from "./record-disk-failure-and-get-errno.js";
import type { SyscallContext } from "./syscall-context.js";

/**
 * Writes what is gathered for the log, before anything else is done with a file. Where the disk refuses it now, SQLite goes by what
 * is not in the log, so it is stopped: the next to open the database finds what was committed, and nothing of the rest.
 */
export function flushLogOrAbortEngine(context: SyscallContext): void {
  if (context.logWrites.isEmpty) return;
  try {
    context.logWrites.flush();
  } catch (error) {
    recordDiskFailureAndGetErrno(context, error);
    throw new EngineAbort("The disk refused what SQLite had written to its log.", "SQLITE_IOERR");
  }
}
