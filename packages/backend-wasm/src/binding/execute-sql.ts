import { writeText } from "../heap/text.js";
import { reserve } from "./reserve-buffer.js";
import { expectOk, type Session } from "./session.js";

/** Runs SQL text of any number of statements. */
export function execute(session: Session, sql: string): void {
  const { sqlite, host } = session.engine;
  const at = reserve(session, 3 * sql.length + 1);
  const size = writeText(host.heap, at, sql);
  host.heap.bytes[at + size] = 0;
  expectOk(session, sqlite.sqlite3_exec(session.connection, at, 0, 0, 0));
}
