import { getErrorCode, isError, KeyedStoreError } from "@keyed-store/core";
import type { ErrnoName } from "./errno-name.js";
import { isDeniedByPermissionModel } from "./is-denied-by-permission-model.js";
import { isTransientOnWindows } from "./is-transient-on-windows.js";
import { operatingSystem } from "./operating-system.js";

const DENIED = "ERR_ACCESS_DENIED";

const EXPLANATIONS: Readonly<Record<string, string>> = {
  EACCES: "this process may not: check the owner and the mode of it and of the directories above it",
  EPERM: "this process may not: check the owner and the mode of it and of the directories above it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full: free some space",
  EDQUOT: "the disk quota is used up: free some space",
  [DENIED]:
    "Node's permission model forbids it: start Node with --allow-fs-read and --allow-fs-write for the directory of the store",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of the path is not a directory",
  ELOOP: "its symbolic links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "this process has too many files open",
  ENFILE: "the system has too many files open",
};

/** Windows has one name for what passes and for what lasts. */
const UNCLEAR =
  "another program has it open, such as a virus scanner, or this process may not: try again, and if it lasts, check its permissions";

const TRANSIENT: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "EAGAIN", "EBUSY"]);

/** The errno name of an error of `node:fs`, such as `ENOSPC`; undefined for any other error. */
export function getErrnoName(error: unknown): ErrnoName | undefined {
  const code = getErrorCode(error);
  return code !== undefined && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** Whether a call that failed with this errno may succeed later, although the caller changes nothing. */
export function isTransientErrno(errnoName: ErrnoName, system: string = operatingSystem): boolean {
  return TRANSIENT.has(errnoName) || isTransientOnWindows(errnoName, system);
}

/** The error for a file operation that failed while a store was opened; it says what to do about it. */
export function fileOperationError(
  action: string,
  path: string,
  cause: unknown,
  system: string = operatingSystem,
): KeyedStoreError {
  const errno = getErrnoName(cause) ?? (isDeniedByPermissionModel(cause) ? DENIED : "");
  const known = isTransientOnWindows(errno, system) ? UNCLEAR : EXPLANATIONS[errno];
  const reason = known ?? (isError(cause) ? cause.message : String(cause));
  return new KeyedStoreError("KEYED_STORE_OPEN_FAILED", `Cannot ${action} ${path}: ${reason}.`, {
    operation: "open",
    path,
    retryable: isTransientErrno(errno, system),
    cause,
  });
}

/** The error for a store that cannot be opened for a reason of our own, not of a system call. */
export function openFailedError(path: string, message: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_OPEN_FAILED", message, { operation: "open", path });
}
