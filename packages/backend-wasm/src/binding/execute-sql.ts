import { writeUtf8 } from "../heap/text.js";
import { type EngineSession, throwUnlessOk } from "./engine-session.js";
import { reserveBuffer } from "./reserve-buffer.js";

/** Runs SQL text of any number of statements. */
export function executeSql(session: EngineSession, sql: string): void {
  const { sqlite, context } = session.engine;
  const at = reserveBuffer(session, 3 * sql.length + 1);
  const size = writeUtf8(context.heap, at, sql);
  context.heap.bytes[at + size] = 0;
  throwUnlessOk(session, sqlite.sqlite3_exec(session.connection, at, 0, 0, 0));
}
