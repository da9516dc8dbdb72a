import { closeFilesAndForgetDatabase } from "../syscalls/syscall-context.js";
import { type EngineConnection, runInEngineOrAbandonConnection } from "./engine-connection.js";
import type { StatementHandle } from "./statement-handle.js";
import { tryRemoveLeftoverShmFile } from "./try-remove-leftover-shm-file.js";

/** Whether an engine is fit for another connection. */
export type EngineCondition = "reusable" | "unusable";

/**
 * Finalizes the statements and closes the database, which brings its log home and removes it. Where the disk or the
 * engine fails at that, the log stays, and the next to open the database recovers it: nothing is lost, so nothing is
 * thrown.
 */
export function tryFinalizeStatementsAndClose(
  connection: EngineConnection,
  statements: Iterable<StatementHandle>,
): EngineCondition {
  if (connection.state !== "open") return "unusable";
  const { sqlite, context } = connection.engine;
  const { database } = context;
  try {
    runInEngineOrAbandonConnection(connection, () => {
      for (const statement of statements) sqlite.sqlite3_finalize(statement);
      sqlite.free(connection.buffer);
      sqlite.sqlite3_close_v2(connection.databaseHandle);
    });
    connection.state = "closed";
    if (database?.readOnly === false) tryRemoveLeftoverShmFile(database);
    return "reusable";
  } catch {
    return "unusable";
  } finally {
    closeFilesAndForgetDatabase(context);
  }
}
