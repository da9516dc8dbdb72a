import { closeSync, lstatSync, openSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { platform } from "node:process";
import type { KeyedStoreError, ProblemText } from "@keyed-store/core";
import { fileOperationError, getErrnoName, openFailedError } from "../../files/file-error.js";
import type { StoreFiles } from "../../host/store-files.js";
import { applyFilePermissions, derivePermissionsFromDirectory } from "./file-permissions.js";
import { isExposedToOthers, makeFilePrivate, type ReportExposure } from "./privacy.js";
import { syncDirectory } from "./sync-directory.js";
import { retryOnWindows } from "./windows-retry.js";

const SIDECARS = ["-wal", "-shm", "-journal"] as const;

/** The same with what only Node can tell. */
export interface NodeStoreFiles extends StoreFiles {
  /** Whether other users may read or write the database. */
  readonly isExposed: boolean;
}

/**
 * Looks at the files of a store without opening them (KS-SEC-2).
 *
 * @throws `KEYED_STORE_OPEN_FAILED` one of them is no plain file, or a log stands there without its database
 */
export function inspectStoreFiles(databasePath: string): NodeStoreFiles {
  const main = statRegularFileIfExists(databasePath);
  const databaseSize = main?.size;
  const [log, , journal] = SIDECARS.map((suffix) => statRegularFileIfExists(`${databasePath}${suffix}`));
  const files: NodeStoreFiles = {
    databaseSize,
    isExposed: isExposedToOthers(
      main?.mode ?? 0,
      platform,
      derivePermissionsFromDirectory(dirname(databasePath)).fileMode,
    ),
    hasWal: (log?.size ?? 0) > 0,
    hasJournal: (journal?.size ?? 0) > 0,
  };
  if (databaseSize === undefined && (log !== undefined || journal !== undefined))
    throw orphanedWalError(databasePath, "is missing");
  if (databaseSize === 0 && files.hasWal) throw orphanedWalError(databasePath, "is empty");
  return files;
}

/** Beginning anew would let SQLite delete what may be the only copy of the data. */
function orphanedWalError(databasePath: string, problem: ProblemText): KeyedStoreError {
  const message =
    `${databasePath} ${problem}, but its write-ahead log or journal is there and may hold its data. ` +
    "Bring the file back, or move the log away to begin anew.";
  return openFailedError(databasePath, message);
}

/**
 * Creates an empty database file, private from its first instant whatever the umask; one that is there stays. It is
 * closed at once and touched by its name from then on: a later close would drop locks that SQLite may hold on it.
 */
export function createDatabaseFileIfMissing(databasePath: string): void {
  try {
    const descriptor = retryOnWindows(() => openSync(databasePath, "wx", 0o600));
    try {
      applyFilePermissions(descriptor, databasePath, derivePermissionsFromDirectory(dirname(databasePath)));
    } finally {
      closeSync(descriptor);
    }
    syncDirectory(dirname(databasePath));
  } catch (error) {
    if (getErrnoName(error) !== "EEXIST") throw fileOperationError("create the database", databasePath, error);
  }
}

/** Tightens the modes of a store's files where they are wider than 0600, or 0660 in the directory of a group. */
export function makeStoreFilesPrivate(databasePath: string, reportExposure: ReportExposure): void {
  const rights = derivePermissionsFromDirectory(dirname(databasePath));
  for (const file of [databasePath, ...SIDECARS.map((suffix) => `${databasePath}${suffix}`)]) {
    makeFilePrivate(file, reportExposure, rights.fileMode);
  }
}

/** Device and inode of a file, which stay the same whatever its name. */
export type FileIdentity = string;

/** Identifies a file whatever its name; undefined where there is none. */
export function getFileIdentity(filePath: string): FileIdentity | undefined {
  try {
    const { dev, ino } = retryOnWindows(() => lstatSync(filePath, { bigint: true }));
    return `${dev}:${ino}`;
  } catch (error) {
    if (getErrnoName(error) === "ENOENT") return undefined;
    throw fileOperationError("look at", filePath, error);
  }
}

function statRegularFileIfExists(filePath: string): Stats | undefined {
  let stat: Stats;
  try {
    stat = retryOnWindows(() => lstatSync(filePath));
  } catch (error) {
    if (getErrnoName(error) === "ENOENT") return undefined;
    throw fileOperationError("look at", filePath, error);
  }
  if (stat.isSymbolicLink()) {
    throw openFailedError(
      filePath,
      `${filePath} is a symbolic link; only the directory may be one. Put the file itself there.`,
    );
  }
  if (!stat.isFile())
    throw openFailedError(filePath, `${filePath} is not a file; move it away, or choose another fileName.`);
  return stat;
}
