import type { DiskFile, DiskStat } from "../disk/disk.js";
import { DiskError } from "../disk/disk-error.js";
import { ERRNO, getErrnoName, toErrno } from "../disk/errno.js";
import { readCString } from "../heap/c-string.js";
import type { HeapAddress } from "../heap/heap-address.js";
import { EngineAbort } from "./engine-abort.js";
import { flushLogOrAbortEngine } from "./flush-log-or-abort-engine.js";
import { recordDiskFailureAndGetErrno } from "./record-disk-failure-and-get-errno.js";
import { type ResolvedPath, resolveEnginePath } from "./resolve-path.js";
import { createDirectoryFileForSync, DIRECTORY_STAT, EMPTY_FILE, RANDOM_FILE } from "./special-files.js";
import { allocateDescriptor, type SyscallContext } from "./syscall-context.js";
import type { SyscallResult, SyscallTable } from "./syscall-table.js";
import { writeStatStruct } from "./write-stat-struct.js";

const O_ACCMODE = 3;
const O_CREAT = 0x40;
const O_EXCL = 0x80;

/** The system calls that name a file. They answer with a number from zero up, or with an errno below zero. */
export function createPathSyscalls(context: SyscallContext): SyscallTable {
  const resolve = (address: HeapAddress): ResolvedPath => {
    flushLogOrAbortEngine(context);
    return resolveEnginePath(context, readCString(context.heap, address));
  };
  const stat = (path: number, buffer: number): SyscallResult =>
    answerStatSyscallOrAbortEngine(context, resolve(path), (found) => writeStatStruct(context.heap, buffer, found));
  return {
    __syscall_openat(_directory: number, path: number, flags: number) {
      const resolved = resolve(path);
      if (mustRefuseToOpenFile(resolved, flags)) return -ERRNO.EROFS;
      try {
        return allocateDescriptor(context, openResolvedFile(resolved, flags), resolved.kind === "log");
      } catch (error) {
        return -recordDiskFailureAndGetErrno(context, error);
      }
    },
    __syscall_stat64: stat,
    // Links are never followed: where SQLite finds one it asks where it leads, and is refused.
    __syscall_lstat64: stat,
    __syscall_newfstatat: (_directory: number, path: number, buffer: number) => stat(path, buffer),
    __syscall_readlinkat: () =>
      -recordDiskFailureAndGetErrno(context, new DiskError("ELOOP", "a symbolic link in place of the database")),
    __syscall_faccessat: (_directory: number, path: number) =>
      answerStatSyscallOrAbortEngine(context, resolve(path), () => {}),
    __syscall_unlinkat(_directory: number, path: number) {
      try {
        unlinkResolvedFile(resolve(path));
        return 0;
      } catch (error) {
        return -recordDiskFailureAndGetErrno(context, error);
      }
    },
  };
}

/**
 * Asks whether something is there. SQLite takes any error for "no", and without a journal or log that is there but
 * cannot be seen it would go on to destroy what it should recover: so it is stopped.
 */
function answerStatSyscallOrAbortEngine(
  context: SyscallContext,
  path: ResolvedPath,
  onFound: (stat: DiskStat) => void,
): SyscallResult {
  try {
    const stat = statResolvedPath(path);
    if (stat === undefined) return -ERRNO.ENOENT;
    onFound(stat);
    return 0;
  } catch (error) {
    recordDiskFailureAndGetErrno(context, error);
    if (path.kind !== "log" && path.kind !== "journal") return -toErrno(error);
    throw new EngineAbort(`The disk does not tell whether there is a '${path.name}'.`, "SQLITE_IOERR");
  }
}

function statResolvedPath(path: ResolvedPath): DiskStat | undefined {
  if (path.kind === "directory") return DIRECTORY_STAT;
  return "name" in path ? path.location.disk.stat(path.name) : undefined;
}

function openResolvedFile(path: ResolvedPath, openFlags: number): DiskFile {
  if (path.kind === "random") return RANDOM_FILE;
  if (path.kind === "directory") return createDirectoryFileForSync(path.location.disk);
  if (path.kind === "nowhere") throw fileNotFoundError();
  const { disk, readOnly } = path.location;
  const options = {
    write: isWriteRequested(openFlags),
    create: (openFlags & O_CREAT) !== 0,
    exclusive: (openFlags & O_EXCL) !== 0,
  };
  try {
    return disk.open(path.name, options);
  } catch (error) {
    // A log that is not there is as good as one with nothing in it.
    if (readOnly && path.kind === "log" && getErrnoName(error) === "ENOENT") return EMPTY_FILE;
    throw error;
  }
}

function isWriteRequested(openFlags: number): boolean {
  return (openFlags & O_ACCMODE) !== 0;
}

/**
 * Whether a file is not to be opened in this way. Where opening for writing fails, SQLite tries to open for reading:
 * that is what a read-only database counts on, and what for the others would turn a passing failure into a connection
 * that can never write. Journals alone are read before anybody writes to them.
 */
function mustRefuseToOpenFile(path: ResolvedPath, openFlags: number): boolean {
  if (path.kind === "database" || path.kind === "log") return isWriteRequested(openFlags) === path.location.readOnly;
  return path.kind === "journal" && isWriteRequested(openFlags) && path.location.readOnly;
}

function unlinkResolvedFile(path: ResolvedPath): void {
  if (!("name" in path)) throw fileNotFoundError();
  if (path.location.readOnly) throw new DiskError("EROFS", `the database is open read-only, '${path.name}'`);
  path.location.disk.unlink(path.name);
}

function fileNotFoundError(): DiskError {
  return new DiskError("ENOENT", "no such file in the engine");
}
