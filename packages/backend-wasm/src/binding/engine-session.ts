import { resultCodeName, SqliteFailure } from "@keyed-store/sqlite";
import { getErrnoName } from "../disk/errno.js";
import type { WasmEngine } from "../engine/wasm-engine.js";
import { readCString } from "../heap/c-string.js";
import type { Pointer } from "../heap/pointer.js";
import { ABORTED_HEAP, EngineAbort } from "../syscalls/engine-abort.js";
import { resetSyscallContext } from "../syscalls/syscall-context.js";
import { SQLITE_OK, type SqliteResultCode } from "./result-code.js";

const LOST = "The SQLite engine failed and its connection is lost. Open it again.";

/** One connection at work in its engine. */
export interface EngineSession {
  readonly engine: WasmEngine;
  /** The `sqlite3*`. */
  connection: Pointer;
  /** Where parameters are put on their way in: reused by every statement, for none outlives its call. */
  buffer: Pointer;
  bufferSize: number;
  state: "open" | "closed" | "dead";
}

/**
 * Runs what calls into the engine. A trap or an abort in there leaves a heap in which nothing can be relied on: the
 * session is dead from then on, its files are closed as if the process had been killed, and SQLite's own recovery
 * sets the database right when it is opened again.
 *
 * @throws SqliteFailure and nothing else
 */
export function runInEngine<T>(session: EngineSession, action: () => T): T {
  if (session.state !== "open") throw unusableSessionError(session);
  session.engine.context.diskFailure = undefined;
  try {
    return action();
  } catch (error) {
    if (error instanceof SqliteFailure) throw error;
    abandonEngineSession(session);
    throw new SqliteFailure(error instanceof EngineAbort ? error.result : ABORTED_HEAP, LOST, {
      detail: getErrnoName(session.engine.context.diskFailure),
      cause: session.engine.context.diskFailure ?? error,
    });
  }
}

/** Leaves a session as if its process had been killed: its files are closed as they are. */
export function abandonEngineSession(session: EngineSession): void {
  if (session.state !== "open") return;
  session.state = "dead";
  resetSyscallContext(session.engine.context);
}

function unusableSessionError({ state }: EngineSession): SqliteFailure {
  return state === "closed"
    ? new SqliteFailure("SQLITE_MISUSE", "The connection is closed.")
    : new SqliteFailure(ABORTED_HEAP, LOST);
}

/** Throws what a result code other than success means, with the disk's own error where the disk is the reason. */
export function throwUnlessOk(session: EngineSession, resultCode: SqliteResultCode): void {
  if (resultCode !== SQLITE_OK) throw toSqliteFailure(session, resultCode);
}

/** The failure that a result code stands for, in SQLite's words. */
export function toSqliteFailure(
  { engine: { sqlite, context }, connection }: EngineSession,
  resultCode: SqliteResultCode,
): SqliteFailure {
  const detail = getErrnoName(context.diskFailure);
  const name = resultCodeName(resultCode);
  // SQLite calls a database corrupt that the disk fails to read. What it cannot read may be as it should be.
  const result = name === "SQLITE_CORRUPT" && detail !== undefined ? "SQLITE_IOERR" : name;
  const message = readCString(context.heap, sqlite.sqlite3_errmsg(connection));
  return new SqliteFailure(result, message, { detail, cause: context.diskFailure });
}
