import type { SqliteConnection } from "../../driver/driver.js";
import { setSynchronousPragma } from "../../format/pragmas.js";

/**
 * Brings all that was committed to the disk. A commit syncs the log with everything before it, and one that changes
 * nothing syncs nothing: so a version is skipped.
 */
export function flushWal(connection: SqliteConnection): void {
  setSynchronousPragma(connection, "power");
  try {
    connection.exec("UPDATE store SET reserved_version = reserved_version + 1 WHERE id = 1");
  } finally {
    setSynchronousPragma(connection, "process");
  }
}
