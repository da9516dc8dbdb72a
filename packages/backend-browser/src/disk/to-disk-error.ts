import { DiskError } from "@keyed-store/backend-wasm/portable";
import { getExceptionName } from "../opfs/get-exception-name.js";

/**
 * What an access handle threw, as the engine knows errors of disks. A full quota is a full disk. Whatever else goes wrong, such as a
 * handle that the browser has made invalid, is an I/O error: the engine gives up the connection, and the next use opens the files anew.
 */
export function toDiskError(error: unknown): DiskError {
  const name = getExceptionName(error);
  const text = error instanceof Error ? error.message : String(error);
  const failure = new DiskError(name === "QuotaExceededError" ? "ENOSPC" : "EIO", `${name || "Error"}: ${text}`);
  failure.cause = error;
  return failure;
}
