import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import type { KeyedStoreError, ProblemText } from "@keyed-store/core";
import { getErrnoName, openFailedError } from "../../../files/file-error.js";
import { isDeniedByPermissionModel } from "../../../files/is-denied-by-permission-model.js";
import type { StoreFiles } from "../../../host/store-files.js";
import { getSessionDirectoryPath } from "../records/open-session-directory.js";
import { type FileSystemFacts, isReadOnlyFileSystem, systemFileSystemFacts } from "./file-system.js";

/** How it is looked whether one may write in a directory; tests bring their own. */
export interface ImmutabilityFacts extends FileSystemFacts {
  /** Why this process cannot write in a directory, in a few words; undefined where it can. */
  findWriteObstacle(databasePath: string): ProblemText | undefined;
}

/**
 * Whether a store that is opened read-only is to be read without taking part in sharing, which needs writing: nothing can
 * be written where it is, by nobody, or so says the caller (`trusted`) (KS-LIFE-4).
 *
 * @throws `KEYED_STORE_OPEN_FAILED` this process cannot write there, but others may; or a log is left that must be recovered
 */
export function isStoreImmutable(
  databasePath: string,
  { hasWal, hasJournal }: StoreFiles,
  isAssuredUnchanging: boolean,
  facts: ImmutabilityFacts = systemImmutabilityFacts,
): boolean {
  const why = facts.findWriteObstacle(databasePath);
  if (why === undefined) return false;
  if (!isAssuredUnchanging && !isReadOnlyFileSystem(dirname(databasePath), facts))
    throw writableByOthersError(databasePath, why);
  if (hasWal || hasJournal) throw needsRecoveryError(databasePath);
  return true;
}

function writableByOthersError(databasePath: string, reason: string): KeyedStoreError {
  return openFailedError(
    databasePath,
    `${databasePath} cannot be opened read-only here: ${reason}, and others may write to it meanwhile. Whoever reads a store takes part ` +
      "in sharing it and leaves a record beside it. Let this process write to the directory, read a copy made by backup(), or, " +
      "if nobody changes the store while it is open, pass allowUnsafeFileSystem: true (--allow-unsafe-file-system on the command line).",
  );
}

function needsRecoveryError(databasePath: string): KeyedStoreError {
  return openFailedError(
    databasePath,
    `${databasePath} stands where nothing can be written, and the log or journal beside it holds changes that are not in it yet. ` +
      "Open it once where it can be written to; a clean close, and a backup, leave the file alone.",
  );
}

const systemImmutabilityFacts: ImmutabilityFacts = {
  ...systemFileSystemFacts,
  findWriteObstacle(path) {
    const records = getSessionDirectoryPath(path);
    try {
      accessSync(existsSync(records) ? records : dirname(path), constants.W_OK);
      return undefined;
    } catch (error) {
      if (isDeniedByPermissionModel(error)) return "Node's permission model forbids it to write beside it";
      const errno = getErrnoName(error);
      if (errno === "EROFS") return "the file system is mounted read-only here";
      return errno === "EACCES" || errno === "EPERM" ? "it may not write in the directory" : undefined;
    }
  },
};
