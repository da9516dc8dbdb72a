import { SqliteFailure, type SqliteStatement } from "@keyed-store/sqlite/portable";

/**
 * Asks SQLite itself, since it may have rolled back on its own: a transaction begins inside no other. The function
 * made for it is not among what sql.js exports. `BEGIN` takes no lock and reads nothing.
 */
export function isInTransactionByTryingBegin(prepare: (sql: string) => SqliteStatement): boolean {
  try {
    prepare("BEGIN").run();
  } catch (error) {
    if (error instanceof SqliteFailure && error.result === "SQLITE_ERROR") return true;
    throw error;
  }
  prepare("ROLLBACK").run();
  return false;
}
