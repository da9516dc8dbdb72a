import { writeUtf8 } from "../heap/text.js";
import { type EngineConnection, throwUnlessSqliteOk } from "./engine-connection.js";
import { reserveInputBuffer } from "./reserve-input-buffer.js";

/** Runs SQL text of any number of statements. */
export function executeSql(connection: EngineConnection, sql: string): void {
  const { sqlite, context } = connection.engine;
  const at = reserveInputBuffer(connection, 3 * sql.length + 1);
  const size = writeUtf8(context.heap, at, sql);
  context.heap.bytes[at + size] = 0;
  throwUnlessSqliteOk(connection, sqlite.sqlite3_exec(connection.databaseHandle, at, 0, 0, 0));
}
