import { closeSync, lstatSync, openSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { platform } from "node:process";
import type { KeyedStoreError } from "@keyed-store/core";
import { errnoOf, fileError, openError } from "./file-error.js";
import { isExposed, makePrivate, type ReportExposure } from "./privacy.js";
import { applyRights, rightsIn } from "./rights.js";
import { syncDirectory } from "./sync-directory.js";
import { retryOnWindows } from "./windows-retry.js";

const SIDECARS = ["-wal", "-shm", "-journal"] as const;

/** What is known of the database and of the files that SQLite keeps beside it; none of them is a link. */
export interface StoreFiles {
  /** The bytes of the database; undefined where there is none. */
  readonly size: number | undefined;
  /** Whether other users may read or write it. */
  readonly isExposed: boolean;
  /** Whether there is a write-ahead log, or a rollback journal, with something in it. */
  readonly hasLog: boolean;
  readonly hasJournal: boolean;
}

/**
 * Looks at the files of a store without opening them (KS-SEC-2).
 *
 * @throws `KEYED_STORE_OPEN_FAILED` one of them is no plain file, or a log stands there without its database
 */
export function inspectStoreFiles(path: string): StoreFiles {
  const main = statPlainFile(path);
  const size = main?.size;
  const [log, , journal] = SIDECARS.map((suffix) => statPlainFile(`${path}${suffix}`));
  const files: StoreFiles = {
    size,
    isExposed: isExposed(main?.mode ?? 0, platform, rightsIn(dirname(path)).file),
    hasLog: (log?.size ?? 0) > 0,
    hasJournal: (journal?.size ?? 0) > 0,
  };
  if (size === undefined && (log !== undefined || journal !== undefined)) throw orphanedLogError(path, "is missing");
  if (size === 0 && files.hasLog) throw orphanedLogError(path, "is empty");
  return files;
}

/** Beginning anew would let SQLite delete what may be the only copy of the data. */
function orphanedLogError(path: string, how: string): KeyedStoreError {
  const message =
    `${path} ${how}, but its write-ahead log or journal is there and may hold its data. ` +
    "Bring the file back, or move the log away to begin anew.";
  return openError(path, message);
}

/**
 * Creates an empty database file, private from its first instant whatever the umask; one that is there stays. It is
 * closed at once and touched by its name from then on: a later close would drop locks that SQLite may hold on it.
 */
export function createDatabaseFile(path: string): void {
  try {
    const descriptor = retryOnWindows(() => openSync(path, "wx", 0o600));
    try {
      applyRights(descriptor, path, rightsIn(dirname(path)));
    } finally {
      closeSync(descriptor);
    }
    syncDirectory(dirname(path));
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw fileError("create the database", path, error);
  }
}

/** Tightens the modes of a store's files where they are wider than 0600, or 0660 in the directory of a group. */
export function makeFilesPrivate(path: string, report: ReportExposure): void {
  const rights = rightsIn(dirname(path));
  for (const file of [path, ...SIDECARS.map((suffix) => `${path}${suffix}`)]) {
    makePrivate(file, report, rights.file);
  }
}

/** Identifies a file whatever its name; undefined where there is none. */
export function fileIdentity(path: string): string | undefined {
  try {
    const { dev, ino } = retryOnWindows(() => lstatSync(path, { bigint: true }));
    return `${dev}:${ino}`;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw fileError("look at", path, error);
  }
}

function statPlainFile(path: string): Stats | undefined {
  let stat: Stats;
  try {
    stat = retryOnWindows(() => lstatSync(path));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw fileError("look at", path, error);
  }
  if (stat.isSymbolicLink()) {
    throw openError(path, `${path} is a symbolic link; only the directory may be one. Put the file itself there.`);
  }
  if (!stat.isFile()) throw openError(path, `${path} is not a file; move it away, or choose another fileName.`);
  return stat;
}
