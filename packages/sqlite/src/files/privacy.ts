import { chmodSync, lstatSync } from "node:fs";
import { platform } from "node:process";
import type { BackendEvent } from "@keyed-store/core";
import { errnoOf, openError } from "./file-error.js";

/** What may be read, written or entered by others than the owner. */
const OTHERS = 0o077;

/**
 * Reports a path that is open to other users and cannot be made private; `isIntended` where its owner set it up so,
 * for a group.
 */
export type ReportExposure = (path: string, why: string, meant?: boolean) => void;

/**
 * Whether files have modes here. On Windows they have lists of who may do what, taken over from the directory, and Node makes
 * modes up: 0666 for whatever is not marked read-only, and no call changes that.
 */
export function keepsModes(system: string = platform): boolean {
  return system !== "win32";
}

/** Whether a mode gives other users more rights than `allowedMode` does. */
export function isExposed(mode: number, system: string = platform, allowedMode = 0): boolean {
  return keepsModes(system) && (mode & OTHERS & ~allowedMode) !== 0;
}

/** Emits one event at an opening, whatever the number of paths; with `strictPermissions` it throws (KS-SEC-1). */
export function createExposureReporter(strict: boolean, emit: (event: BackendEvent) => void): ReportExposure {
  let isReported = false;
  return (path, why, isIntended = false) => {
    const message = `${path} may be open to other users: ${why}.`;
    if (strict) throw openError(path, `${message} Make it private, or open without strictPermissions.`);
    if (isIntended) return;
    if (!isReported) emit({ type: "permission-warning", path, message });
    isReported = true;
  };
}

/**
 * Makes one of our own files private, or its group's, if it is not (KS-SEC-1). By its name: opening and closing a database file would
 * drop the locks that SQLite holds on it in this process. A file that went away meanwhile needs no privacy.
 */
export function makePrivate(path: string, report: ReportExposure, mode = 0o600): void {
  const isStillExposed = (): boolean => isExposed(lstatSync(path).mode, platform, mode);
  try {
    if (!isStillExposed()) return;
    chmodSync(path, mode);
    if (!isStillExposed()) return;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "ENOENT") return;
    report(path, `its mode cannot be changed (${errno ?? "unknown"})`);
    return;
  }
  report(path, "its file system does not keep modes");
}
