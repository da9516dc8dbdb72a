import type { Pointer } from "../engine/sqlite-exports.js";
import { releaseHost } from "../syscalls/syscall-context.js";
import { removeStaleIndex } from "./remove-stale-wal-index.js";
import { inEngine, type Session } from "./session.js";

/**
 * Finalizes the statements and closes the database, which brings its log home and removes it. Where the disk or the
 * engine fails at that, the log stays, and the next to open the database recovers it: nothing is lost, so nothing is
 * thrown. Returns whether the engine is fit for another session.
 */
export function closeSession(session: Session, statements: Iterable<Pointer>): boolean {
  if (session.state !== "open") return false;
  const { sqlite, host } = session.engine;
  const { mount } = host;
  try {
    inEngine(session, () => {
      for (const statement of statements) sqlite.sqlite3_finalize(statement);
      sqlite.free(session.buffer);
      sqlite.sqlite3_close_v2(session.connection);
    });
    session.state = "closed";
    if (mount?.readOnly === false) removeStaleIndex(mount);
    return true;
  } catch {
    return false;
  } finally {
    releaseHost(host);
  }
}
