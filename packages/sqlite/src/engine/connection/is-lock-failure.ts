import { SqliteFailure } from "../../driver/driver.js";

/** Whether a failure says that another connection holds a lock. */
export function isLockFailure(error: unknown): error is SqliteFailure {
  return error instanceof SqliteFailure && LOCK_RESULTS.has(error.result);
}

const LOCK_RESULTS: ReadonlySet<string> = new Set(["SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"]);
