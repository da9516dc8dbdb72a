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
import { errnoOf } from "../../files/file-error.js";
import { isExposed } from "../../files/privacy.js";
import { applyDirectoryRights, applyRights, type Rights, rightsBeside, rightsIn } from "../../files/rights.js";
import { retryOnWindows } from "../../files/windows-retry.js";
import { parsePulse } from "../pulse/pulse-name.js";
import { isRecordName } from "./record.js";
import { recordFileError } from "./record-file-error.js";
import type { SessionDirectory } from "./session-directory.js";

const SUFFIX = ".sessions";
const NEW = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

/** Where the records of a database's sessions are: a directory beside it. */
export function sessionDirectoryPath(databasePath: string): string {
  return `${databasePath}${SUFFIX}`;
}

function databasePath(sessionDirectory: string): string {
  return sessionDirectory.slice(0, -SUFFIX.length);
}

/**
 * Makes the directory of records, if it is not there, and opens it. It is 0700 and what is in it 0600 (KS-SEC-1).
 *
 * @throws `KEYED_STORE_OPEN_FAILED` it is a symbolic link or no directory (KS-SEC-2), or cannot be made or made private
 */
export function openSessionDirectory(path: string): SessionDirectory {
  try {
    makeDirectory(path);
  } catch (error) {
    throw recordFileError("make the directory of session records", path, error);
  }
  makePrivate(path);
  return existingSessionDirectory(path);
}

/** The records in a directory that may not exist: then there are none. For those who only look and remove. */
export function existingSessionDirectory(path: string): SessionDirectory {
  return {
    read: (question) => question(listRecordNames(path)),
    has: (name) => retryOnWindows(() => lstatSync(join(path, name), { throwIfNoEntry: false })) !== undefined,
    create(name) {
      const file = join(path, name);
      try {
        withDirectory(path, () => createRecord(file, rightsIn(path)));
      } catch (error) {
        throw recordFileError("create the session record", file, error);
      }
    },
    remove(name) {
      const file = join(path, name);
      try {
        retryOnWindows(() => unlinkSync(file));
      } catch (error) {
        if (errnoOf(error) !== "ENOENT") throw recordFileError("remove the session record", file, error);
      }
    },
  };
}

function makeDirectory(path: string): void {
  try {
    retryOnWindows(() => mkdirSync(path, { mode: 0o700 }));
    applyDirectoryRights(path, rightsBeside(databasePath(path)));
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
  }
}

/** Makes something in the directory, and the directory too where someone removed it. */
function withDirectory(path: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
    makeDirectory(path);
    make();
  }
}

function createRecord(file: string, rights: Rights): void {
  const descriptor = retryOnWindows(() => openSync(file, NEW, 0o600));
  try {
    applyRights(descriptor, file, rights);
  } finally {
    closeSync(descriptor);
  }
}

function listRecordNames(path: string): string[] {
  const entries = listEntries(path);
  const records = entries.filter((entry) => isRecordName(entry.name));
  const strange = records.find((entry) => !entry.isFile());
  if (strange !== undefined) throw foreignFileError(join(path, strange.name), "an ordinary file");
  const pulses = entries.filter((entry) => parsePulse(entry.name) !== undefined);
  return [...records, ...pulses].map((entry) => entry.name);
}

function listEntries(path: string): readonly Dirent[] {
  try {
    return retryOnWindows(() => readdirSync(path, { withFileTypes: true }));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return [];
    throw recordFileError("read the directory of session records", path, error);
  }
}

function makePrivate(path: string): void {
  const stat = retryOnWindows(() => lstatSync(path));
  if (!stat.isDirectory()) throw foreignFileError(path, "a directory");
  const rights = rightsBeside(databasePath(path));
  if (!isExposed(stat.mode, platform, rights.directory)) return;
  try {
    chmodSync(path, rights.directory);
  } catch (error) {
    throw recordFileError("make private the directory of session records", path, error);
  }
}

function foreignFileError(path: string, expected: string): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_OPEN_FAILED",
    `${path} is not ${expected}, as keyed-store would have made it (a symbolic link is refused too). Look at what it is, and remove it.`,
    { path },
  );
}
