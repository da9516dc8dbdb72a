import type { SqliteConnection } from "../../driver/driver.js";
import { setSynchronous } from "../../format/pragmas.js";

/**
 * Brings all that was committed to the disk. A commit syncs the log with everything before it, and one that changes
 * nothing syncs nothing: so a version is skipped.
 */
export function flushLog(connection: SqliteConnection): void {
  setSynchronous(connection, "power");
  try {
    connection.exec("UPDATE store SET reserved_version = reserved_version + 1 WHERE id = 1");
  } finally {
    setSynchronous(connection, "process");
  }
}
