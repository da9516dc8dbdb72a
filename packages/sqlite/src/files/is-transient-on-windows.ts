import type { ErrnoName } from "./errno-name.js";
import { operatingSystem } from "./operating-system.js";

/**
 * How libuv names the refusals of Windows that pass: access is denied to a file that is just being deleted (`EPERM`), and
 * one that a virus scanner, an indexer or a backup program has open is shared with nobody (`EBUSY`). A lack of rights,
 * which lasts, bears the same names.
 */
const TRANSIENT: ReadonlySet<string> = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Whether a refusal with this errno may be gone in a moment, since the system is Windows. */
export function isTransientOnWindows(errnoName: ErrnoName, system: string = operatingSystem): boolean {
  return system === "win32" && TRANSIENT.has(errnoName);
}
