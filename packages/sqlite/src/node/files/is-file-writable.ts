import { accessSync, closeSync, constants, openSync } from "node:fs";
import { platform } from "node:process";
import { retryOnWindows } from "./windows-retry.js";

/** How a file is asked whether it may be written; tests bring their own. */
export interface WriteAccessChecks {
  readonly platform: string;
  /** Asks what its mode allows. */
  access(path: string): void;
  /** Opens it for writing, and closes it. */
  open(path: string): void;
}

/**
 * Whether this process may write to a file. On Windows the question is answered by an attribute of the file alone, and not by
 * the list of who may do what: so it is opened. Elsewhere that would drop the locks that another thread holds on a database.
 */
export function isFileWritable(filePath: string, checks: WriteAccessChecks = system): boolean {
  try {
    if (checks.platform === "win32") checks.open(filePath);
    else checks.access(filePath);
    return true;
  } catch {
    return false;
  }
}

const system: WriteAccessChecks = {
  platform,
  access: (path) => accessSync(path, constants.W_OK),
  open: (path) => closeSync(retryOnWindows(() => openSync(path, "r+"))),
};
