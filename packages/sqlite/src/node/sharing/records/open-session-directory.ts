import {
  chmodSync,
  closeSync,
  constants,
  type Dirent,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  unlinkSync,
} from "node:fs";
import { join } from "node:path";
import { platform } from "node:process";
import { KeyedStoreError } from "@keyed-store/core";
import { getErrnoName } from "../../../files/file-error.js";
import {
  applyDirectoryPermissions,
  applyFilePermissions,
  derivePermissionsFromDatabase,
  derivePermissionsFromDirectory,
  type FilePermissions,
} from "../../files/file-permissions.js";
import { isExposedToOthers } from "../../files/privacy.js";
import { retryOnWindows } from "../../files/windows-retry.js";
import { parsePulseName } from "../pulse/pulse-name.js";
import type { SessionFileName } from "../session/session-file-name.js";
import { isRecordName } from "./record.js";
import { sessionRecordFileError } from "./record-file-error.js";
import type { SessionDirectory } from "./session-directory.js";

const SUFFIX = ".sessions";
const NEW = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

/** Where the records of a database's sessions are: a directory beside it. */
export function getSessionDirectoryPath(databasePath: string): string {
  return `${databasePath}${SUFFIX}`;
}

function getDatabasePath(sessionDirectory: string): string {
  return sessionDirectory.slice(0, -SUFFIX.length);
}

/**
 * Makes the directory of records, if it is not there, and opens it. It is 0700 and what is in it 0600 (KS-SEC-1).
 *
 * @throws `KEYED_STORE_OPEN_FAILED` it is a symbolic link or no directory (KS-SEC-2), or cannot be made or made private
 */
export function openSessionDirectoryCreatingIfMissing(directoryPath: string): SessionDirectory {
  try {
    createSessionDirectory(directoryPath);
  } catch (error) {
    throw sessionRecordFileError("make the directory of session records", directoryPath, error);
  }
  makeSessionDirectoryPrivate(directoryPath);
  return openSessionDirectoryWithoutCreating(directoryPath);
}

/** The records in a directory that may not exist: then there are none. For those who only look and remove. */
export function openSessionDirectoryWithoutCreating(directoryPath: string): SessionDirectory {
  return {
    withSessionFileNames: (question) => question(listRecordAndPulseFileNames(directoryPath)),
    hasRecord: (name) =>
      retryOnWindows(() => lstatSync(join(directoryPath, name), { throwIfNoEntry: false })) !== undefined,
    createRecord(name) {
      const file = join(directoryPath, name);
      try {
        createFileCreatingDirectoryIfMissing(directoryPath, () =>
          createRecordFile(file, derivePermissionsFromDirectory(directoryPath)),
        );
      } catch (error) {
        throw sessionRecordFileError("create the session record", file, error);
      }
    },
    removeSessionFile(name) {
      const file = join(directoryPath, name);
      try {
        retryOnWindows(() => unlinkSync(file));
      } catch (error) {
        if (getErrnoName(error) !== "ENOENT") throw sessionRecordFileError("remove the session record", file, error);
      }
    },
  };
}

function createSessionDirectory(directoryPath: string): void {
  try {
    retryOnWindows(() => mkdirSync(directoryPath, { mode: 0o700 }));
    applyDirectoryPermissions(directoryPath, derivePermissionsFromDatabase(getDatabasePath(directoryPath)));
  } catch (error) {
    if (getErrnoName(error) !== "EEXIST") throw error;
  }
}

/** Makes something in the directory, and the directory too where someone removed it. */
function createFileCreatingDirectoryIfMissing(directoryPath: string, createFile: () => void): void {
  try {
    createFile();
  } catch (error) {
    if (getErrnoName(error) !== "ENOENT") throw error;
    createSessionDirectory(directoryPath);
    createFile();
  }
}

function createRecordFile(filePath: string, permissions: FilePermissions): void {
  const descriptor = retryOnWindows(() => openSync(filePath, NEW, 0o600));
  try {
    applyFilePermissions(descriptor, filePath, permissions);
  } finally {
    closeSync(descriptor);
  }
}

function listRecordAndPulseFileNames(directoryPath: string): SessionFileName[] {
  const entries = listDirectoryEntries(directoryPath);
  const records = entries.filter((entry) => isRecordName(entry.name));
  const strange = records.find((entry) => !entry.isFile());
  if (strange !== undefined) throw unexpectedFileTypeError(join(directoryPath, strange.name), "an ordinary file");
  const pulses = entries.filter((entry) => parsePulseName(entry.name) !== undefined);
  return [...records, ...pulses].map((entry) => entry.name);
}

function listDirectoryEntries(directoryPath: string): readonly Dirent[] {
  try {
    return retryOnWindows(() => readdirSync(directoryPath, { withFileTypes: true }));
  } catch (error) {
    if (getErrnoName(error) === "ENOENT") return [];
    throw sessionRecordFileError("read the directory of session records", directoryPath, error);
  }
}

function makeSessionDirectoryPrivate(directoryPath: string): void {
  const stat = retryOnWindows(() => lstatSync(directoryPath));
  if (!stat.isDirectory()) throw unexpectedFileTypeError(directoryPath, "a directory");
  const permissions = derivePermissionsFromDatabase(getDatabasePath(directoryPath));
  if (!isExposedToOthers(stat.mode, platform, permissions.directoryMode)) return;
  try {
    chmodSync(directoryPath, permissions.directoryMode);
  } catch (error) {
    throw sessionRecordFileError("make private the directory of session records", directoryPath, error);
  }
}

function unexpectedFileTypeError(path: string, expectedType: string): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_OPEN_FAILED",
    `${path} is not ${expectedType}, as keyed-store would have made it (a symbolic link is refused too). Look at what it is, and remove it.`,
    { path },
  );
}
