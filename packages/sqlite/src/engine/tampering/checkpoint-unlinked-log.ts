import type { SqliteConnection } from "../../driver/driver.js";

/**
 * Moves all of a log that has lost its name into the database: SQLite has it open still. Answers whether all of it is
 * there now.
 */
export function saveLog(connection: SqliteConnection): boolean {
  try {
    const [busy, frames, moved] = connection.prepare("PRAGMA wal_checkpoint(FULL)").get() ?? [];
    return busy === 0 && frames === moved;
  } catch {
    return false;
  }
}
