import type { WasmEngine } from "../engine/wasm-engine.js";
import type { HeapAddress } from "../heap/heap-address.js";
import { writeUtf8 } from "../heap/text.js";
import { toEngineDatabasePath } from "../syscalls/resolve-path.js";
import type { DatabaseLocation } from "../syscalls/syscall-context.js";
import { type EngineConnection, runInEngineOrAbandonConnection, throwUnlessSqliteOk } from "./engine-connection.js";
import { executeSql } from "./execute-sql.js";
import { reserveInputBuffer } from "./reserve-input-buffer.js";
import type { SqliteResultCode } from "./result-code.js";
import { tryFinalizeStatementsAndClose } from "./try-finalize-statements-and-close.js";

// Before the first access, so that the index of the write-ahead log lives in the heap: there is no shared memory here.
// Temporary tables and statement journals stay in memory, for there is no other file than the database's own.
const SETTINGS = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;";

/** Opens the database at `databaseLocation`, or without one a database in memory, in an engine that has none open. */
export function openEngineConnection(
  engine: WasmEngine,
  databaseLocation: DatabaseLocation | undefined,
): EngineConnection {
  const connection: EngineConnection = { engine, databaseHandle: 0, buffer: 0, bufferSize: 0, state: "open" };
  engine.context.database = databaseLocation;
  try {
    runInEngineOrAbandonConnection(connection, () => {
      throwUnlessSqliteOk(
        connection,
        callSqlite3Open(
          connection,
          databaseLocation === undefined ? ":memory:" : toEngineDatabasePath(databaseLocation.name),
        ),
      );
      executeSql(connection, SETTINGS);
    });
  } catch (error) {
    tryFinalizeStatementsAndClose(connection, []);
    throw error;
  }
  return connection;
}

function callSqlite3Open(connection: EngineConnection, enginePath: string): SqliteResultCode {
  const { sqlite, context } = connection.engine;
  const at: HeapAddress = reserveInputBuffer(connection, 3 * enginePath.length + 5);
  const size = writeUtf8(context.heap, at + 4, enginePath);
  context.heap.bytes[at + 4 + size] = 0;
  const code = sqlite.sqlite3_open(at + 4, at);
  connection.databaseHandle = context.heap.view.getUint32(at, true);
  return code;
}
