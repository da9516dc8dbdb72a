import type { SqliteConnection } from "../../driver/driver.js";

/** Whether all of a log is in the database now. */
export type CheckpointResult = "complete" | "incomplete";

/**
 * Checkpoints a log that has lost its name, which SQLite still has open.
 */
export function checkpointWalAfterItsFileWasDeleted(connection: SqliteConnection): CheckpointResult {
  try {
    const [busy, frames, moved] = connection.prepare("PRAGMA wal_checkpoint(FULL)").get() ?? [];
    return busy === 0 && frames === moved ? "complete" : "incomplete";
  } catch {
    return "incomplete";
  }
}
