import { accessSync, closeSync, constants, openSync } from "node:fs";
import { platform } from "node:process";
import { retryOnWindows } from "./windows-retry.js";

/** How a file is asked whether it may be written; tests bring their own. */
export interface WriteProbe {
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
export function isFileWritable(filePath: string, probe: WriteProbe = system): boolean {
  try {
    if (probe.platform === "win32") probe.open(filePath);
    else probe.access(filePath);
    return true;
  } catch {
    return false;
  }
}

const system: WriteProbe = {
  platform,
  access: (path) => accessSync(path, constants.W_OK),
  open: (path) => closeSync(retryOnWindows(() => openSync(path, "r+"))),
};
