import { chmodSync, lstatSync } from "node:fs";
import { platform } from "node:process";
import type { BackendEvent } from "@keyed-store/core";
import { getErrnoName, openFailedError } from "../../files/file-error.js";

/** What may be read, written or entered by others than the owner. */
const OTHERS = 0o077;

/**
 * Reports a path that is open to other users and cannot be made private; `isIntended` where its owner set it up so,
 * for a group.
 */
export type ReportExposure = (path: string, reason: string, isIntended?: boolean) => void;

/**
 * Whether files have modes here. On Windows they have lists of who may do what, taken over from the directory, and Node makes
 * modes up: 0666 for whatever is not marked read-only, and no call changes that.
 */
export function supportsFileModes(operatingSystem: string = platform): boolean {
  return operatingSystem !== "win32";
}

/** Whether a mode gives other users more rights than `allowedMode` does. */
export function isExposedToOthers(fileMode: number, operatingSystem: string = platform, allowedMode = 0): boolean {
  return supportsFileModes(operatingSystem) && (fileMode & OTHERS & ~allowedMode) !== 0;
}

/** Emits one event at an opening, whatever the number of paths; with `strictPermissions` it throws (KS-SEC-1). */
export function createExposureReporter(throwOnExposure: boolean, emit: (event: BackendEvent) => void): ReportExposure {
  let isReported = false;
  return (path, why, isIntended = false) => {
    const message = `${path} may be open to other users: ${why}.`;
    if (throwOnExposure) throw openFailedError(path, `${message} Make it private, or open without strictPermissions.`);
    if (isIntended) return;
    if (!isReported) emit({ type: "permission-warning", path, message });
    isReported = true;
  };
}

/**
 * Makes one of our own files private, or its group's, if it is not (KS-SEC-1). By its name: opening and closing a database file would
 * drop the locks that SQLite holds on it in this process. A file that went away meanwhile needs no privacy.
 */
export function makeFilePrivate(filePath: string, reportExposure: ReportExposure, fileMode = 0o600): void {
  const isStillExposed = (): boolean => isExposedToOthers(lstatSync(filePath).mode, platform, fileMode);
  try {
    if (!isStillExposed()) return;
    chmodSync(filePath, fileMode);
    if (!isStillExposed()) return;
  } catch (error) {
    const errno = getErrnoName(error);
    if (errno === "ENOENT") return;
    reportExposure(filePath, `its mode cannot be changed (${errno ?? "unknown"})`);
    return;
  }
  reportExposure(filePath, "its file system does not keep modes");
}
