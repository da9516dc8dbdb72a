import type { Engine } from "../engine/engine.js";
import type { Pointer } from "../engine/sqlite-exports.js";
import { writeText } from "../heap/text.js";
import { databasePath } from "../syscalls/resolve-path.js";
import type { DatabaseLocation } from "../syscalls/syscall-context.js";
import { closeSession } from "./close-session.js";
import { executeSql } from "./execute-sql.js";
import { reserveBuffer } from "./reserve-buffer.js";
import { runInEngine, type Session, throwUnlessOk } from "./session.js";

// Before the first access, so that the index of the write-ahead log lives in the heap: there is no shared memory here.
// Temporary tables and statement journals stay in memory, for there is no other file than the database's own.
const SETTINGS = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;";

/** Opens the database at `location`, or without one a database in memory, in an engine that has none open. */
export function openSession(engine: Engine, location: DatabaseLocation | undefined): Session {
  const session: Session = { engine, connection: 0, buffer: 0, bufferSize: 0, state: "open" };
  engine.context.database = location;
  try {
    runInEngine(session, () => {
      throwUnlessOk(session, openDatabase(session, location === undefined ? ":memory:" : databasePath(location.name)));
      executeSql(session, SETTINGS);
    });
  } catch (error) {
    closeSession(session, []);
    throw error;
  }
  return session;
}

function openDatabase(session: Session, path: string): number {
  const { sqlite, context } = session.engine;
  const at: Pointer = reserveBuffer(session, 3 * path.length + 5);
  const size = writeText(context.heap, at + 4, path);
  context.heap.bytes[at + 4 + size] = 0;
  const code = sqlite.sqlite3_open(at + 4, at);
  session.connection = context.heap.view.getUint32(at, true);
  return code;
}
