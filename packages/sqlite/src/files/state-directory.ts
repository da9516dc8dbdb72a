import { chmodSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { platform } from "node:process";
import type { Access } from "@keyed-store/core";
import { errnoOf, fileError, openError } from "./file-error.js";
import { isExposed, keepsModes, type ReportExposure } from "./privacy.js";
import { rightsIn } from "./rights.js";

/**
 * Makes sure of the directory that holds a store and returns its real path: `directory` itself may be a symbolic link,
 * followed once. A missing one is created 0700; one that is there is never changed (KS-SEC-1, KS-SEC-2).
 */
export function openStateDirectory(directory: string, access: Access, report: ReportExposure): string {
  const path = resolve(directory);
  const created = access === "read-write" && createMissing(path);
  const real = resolveDirectory(path);
  const stat = statSync(real);
  if (!stat.isDirectory())
    throw openError(real, `${real} is not a directory; name the directory to keep the store in.`);
  if (isExposed(stat.mode)) {
    const mode = `its mode is ${(stat.mode & 0o7777).toString(8).padStart(4, "0")}`;
    const isMeant = !created && !isExposed(stat.mode, platform, rightsIn(real).directory);
    report(
      real,
      created ? `${mode}, for its file system does not keep modes` : `${mode}; 0700 would keep them out`,
      isMeant,
    );
  }
  return real;
}

function resolveDirectory(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw fileError("open the directory", path, error);
  }
}

/** Creates a directory and those above it that are missing, each 0700 whatever the umask; returns whether it did. */
function createMissing(path: string): boolean {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EEXIST") return false;
    if (errno !== "ENOENT" || dirname(path) === path) throw fileError("create the directory", path, error);
    createMissing(dirname(path));
    return createMissing(path);
  }
  if (!keepsModes()) return true;
  try {
    chmodSync(path, 0o700);
  } catch (error) {
    throw fileError("set the mode of the directory", path, error);
  }
  return true;
}
