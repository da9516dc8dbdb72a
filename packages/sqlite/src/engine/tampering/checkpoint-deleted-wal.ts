import type { SqliteConnection } from "../../driver/driver.js";

/**
 * Checkpoints a log that has lost its name, which SQLite still has open. Returns whether all of it is in the database
 * now.
 */
export function tryCheckpointWholeDeletedWal(connection: SqliteConnection): boolean {
  try {
    const [busy, frames, moved] = connection.prepare("PRAGMA wal_checkpoint(FULL)").get() ?? [];
    return busy === 0 && frames === moved;
  } catch {
    return false;
  }
}
