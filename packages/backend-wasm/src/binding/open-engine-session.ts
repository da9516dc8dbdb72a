import type { WasmEngine } from "../engine/wasm-engine.js";
import type { Pointer } from "../heap/pointer.js";
import { writeUtf8 } from "../heap/text.js";
import { toEngineDatabasePath } from "../syscalls/resolve-path.js";
import type { DatabaseLocation } from "../syscalls/syscall-context.js";
import { type EngineSession, runInEngine, throwUnlessOk } from "./engine-session.js";
import { executeSql } from "./execute-sql.js";
import { reserveBuffer } from "./reserve-buffer.js";
import type { SqliteResultCode } from "./result-code.js";
import { tryFinalizeStatementsAndClose } from "./try-finalize-statements-and-close.js";

// Before the first access, so that the index of the write-ahead log lives in the heap: there is no shared memory here.
// Temporary tables and statement journals stay in memory, for there is no other file than the database's own.
const SETTINGS = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;";

/** Opens the database at `databaseLocation`, or without one a database in memory, in an engine that has none open. */
export function openEngineSession(engine: WasmEngine, databaseLocation: DatabaseLocation | undefined): EngineSession {
  const session: EngineSession = { engine, connection: 0, buffer: 0, bufferSize: 0, state: "open" };
  engine.context.database = databaseLocation;
  try {
    runInEngine(session, () => {
      throwUnlessOk(
        session,
        callSqliteOpen(
          session,
          databaseLocation === undefined ? ":memory:" : toEngineDatabasePath(databaseLocation.name),
        ),
      );
      executeSql(session, SETTINGS);
    });
  } catch (error) {
    tryFinalizeStatementsAndClose(session, []);
    throw error;
  }
  return session;
}

function callSqliteOpen(session: EngineSession, enginePath: string): SqliteResultCode {
  const { sqlite, context } = session.engine;
  const at: Pointer = reserveBuffer(session, 3 * enginePath.length + 5);
  const size = writeUtf8(context.heap, at + 4, enginePath);
  context.heap.bytes[at + 4 + size] = 0;
  const code = sqlite.sqlite3_open(at + 4, at);
  session.connection = context.heap.view.getUint32(at, true);
  return code;
}
