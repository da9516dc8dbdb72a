import { fsyncSync } from "node:fs";
import { backendUnavailableError } from "../loader/backend-unavailable-error.js";

/** No process has so many files open. */
const NO_DESCRIPTOR = 0x7fff_ffff;

/**
 * Checks whether this process may sync files and run WebAssembly.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it may not, saying what to do
 */
export function assertHostSupported(): void {
  if (isFsyncDeniedByPermissionModel()) {
    throw backendUnavailableError(
      "Node's permission model (--permission) forbids fsync, without which this engine cannot keep what it acknowledged. " +
        "Use an engine of native code: @keyed-store/backend-node on Node 22.16 or later, or better-sqlite3 with --allow-addons.",
    );
  }
  if (typeof WebAssembly !== "object") {
    throw backendUnavailableError("WebAssembly is switched off in this process; start Node without --jitless.");
  }
}

/** Asked of a file that is not there: then the answer is the system's, or Node's own. */
function isFsyncDeniedByPermissionModel(): boolean {
  try {
    fsyncSync(NO_DESCRIPTOR);
    return false;
  } catch (error) {
    return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_ACCESS_DENIED";
  }
}
