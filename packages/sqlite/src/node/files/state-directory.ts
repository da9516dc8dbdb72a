import { chmodSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { platform } from "node:process";
import type { Access } from "@keyed-store/core";
import { fileOperationError, getErrnoName, openFailedError } from "../../files/file-error.js";
import { derivePermissionsFromDirectory } from "./file-permissions.js";
import { isExposedToOthers, type ReportExposure, supportsFileModes } from "./privacy.js";

/** An absolute path without symbolic links. */
export type RealPath = string;

/** What was found, or made, at the path of a directory. */
type DirectoryCreation = "created" | "existed";

/**
 * Makes sure of the directory that holds a store and returns its real path: `directory` itself may be a symbolic link,
 * followed once. A missing one is created 0700; one that is there is never changed (KS-SEC-1, KS-SEC-2).
 */
export function ensureStateDirectory(directory: string, access: Access, reportExposure: ReportExposure): RealPath {
  const path = resolve(directory);
  const created = access === "read-write" && createDirectoryIfMissing(path) === "created";
  const real = resolveDirectoryLinks(path);
  const stat = statSync(real);
  if (!stat.isDirectory())
    throw openFailedError(real, `${real} is not a directory; name the directory to keep the store in.`);
  if (isExposedToOthers(stat.mode)) {
    const mode = `its mode is ${(stat.mode & 0o7777).toString(8).padStart(4, "0")}`;
    const isMeant =
      !created && !isExposedToOthers(stat.mode, platform, derivePermissionsFromDirectory(real).directoryMode);
    reportExposure(
      real,
      created ? `${mode}, for its file system does not keep modes` : `${mode}; 0700 would keep them out`,
      isMeant,
    );
  }
  return real;
}

function resolveDirectoryLinks(directoryPath: string): RealPath {
  try {
    return realpathSync(directoryPath);
  } catch (error) {
    throw fileOperationError("open the directory", directoryPath, error);
  }
}

/** Creates a directory and those above it that are missing, each 0700 whatever the umask. */
function createDirectoryIfMissing(directoryPath: string): DirectoryCreation {
  try {
    mkdirSync(directoryPath, 0o700);
  } catch (error) {
    const errno = getErrnoName(error);
    if (errno === "EEXIST") return "existed";
    if (errno !== "ENOENT" || dirname(directoryPath) === directoryPath)
      throw fileOperationError("create the directory", directoryPath, error);
    createDirectoryIfMissing(dirname(directoryPath));
    return createDirectoryIfMissing(directoryPath);
  }
  if (!supportsFileModes()) return "created";
  try {
    chmodSync(directoryPath, 0o700);
  } catch (error) {
    throw fileOperationError("set the mode of the directory", directoryPath, error);
  }
  return "created";
}
