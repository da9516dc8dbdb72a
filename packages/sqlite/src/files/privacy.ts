import { chmodSync, lstatSync } from "node:fs";
import type { BackendEvent } from "@keyed-store/core";
import { errnoOf, openRefused } from "./file-failure.js";

/** What may be read, written or entered by others than the owner. */
const OTHERS = 0o077;

/** How strictly privacy is asked for, and whom to tell where it cannot be had. */
export interface Privacy {
  readonly strict: boolean;
  readonly tell: (event: BackendEvent) => void;
}

/** Whether a mode lets others in. */
export function isWide(mode: number): boolean {
  return (mode & OTHERS) !== 0;
}

/**
 * Makes one of our own files private, if it is not (KS-SEC-1). By its name: opening and closing a database file would
 * drop the locks that SQLite holds on it in this process. A file that went away meanwhile needs no privacy.
 */
export function makePrivate(path: string, mode: number, privacy: Privacy): void {
  try {
    if (!isWide(lstatSync(path).mode)) return;
    chmodSync(path, mode);
    if (isWide(lstatSync(path).mode)) complain(path, "its file system does not keep modes", privacy);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "ENOENT") return;
    complain(path, `its mode cannot be changed (${errno ?? "unknown"})`, privacy);
  }
}

/** Tells that something is open to others: an event, or with `strictPermissions` a refusal. */
export function complain(path: string, why: string, { strict, tell }: Privacy): void {
  const message = `${path} may be open to other users: ${why}.`;
  if (strict) throw openRefused(path, `${message} Make it private, or open without strictPermissions.`);
  tell({ type: "permission-warning", path, message });
}
