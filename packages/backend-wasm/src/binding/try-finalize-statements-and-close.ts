import type { Pointer } from "../heap/pointer.js";
import { resetSyscallContext } from "../syscalls/syscall-context.js";
import { type EngineSession, runInEngine } from "./engine-session.js";
import { removeStaleWalIndex } from "./remove-stale-wal-index.js";

/**
 * Finalizes the statements and closes the database, which brings its log home and removes it. Where the disk or the
 * engine fails at that, the log stays, and the next to open the database recovers it: nothing is lost, so nothing is
 * thrown. Returns whether the engine is fit for another session.
 */
export function tryFinalizeStatementsAndClose(session: EngineSession, statements: Iterable<Pointer>): boolean {
  if (session.state !== "open") return false;
  const { sqlite, context } = session.engine;
  const { database } = context;
  try {
    runInEngine(session, () => {
      for (const statement of statements) sqlite.sqlite3_finalize(statement);
      sqlite.free(session.buffer);
      sqlite.sqlite3_close_v2(session.connection);
    });
    session.state = "closed";
    if (database?.readOnly === false) removeStaleWalIndex(database);
    return true;
  } catch {
    return false;
  } finally {
    resetSyscallContext(context);
  }
}
