import { getSqliteResultCodeName, SqliteFailure } from "@keyed-store/sqlite/portable";
import { getErrnoName } from "../disk/errno.js";
import type { WasmEngine } from "../engine/wasm-engine.js";
import { readCString } from "../heap/c-string.js";
import type { HeapAddress } from "../heap/heap-address.js";
import { ABORTED_HEAP, EngineAbort } from "../syscalls/engine-abort.js";
import { flushLogOrAbortEngine } from "../syscalls/flush-log-or-abort-engine.js";
import { closeFilesAndForgetDatabase } from "../syscalls/syscall-context.js";
import { SQLITE_OK, type SqliteResultCode } from "./result-code.js";

const LOST = "The SQLite engine failed and its connection is lost. Open it again.";

/** One connection at work in its engine. */
export interface EngineConnection {
  readonly engine: WasmEngine;
  /** The `sqlite3*`. */
  databaseHandle: HeapAddress;
  /** Where parameters are put on their way in: reused by every statement, for none outlives its call. */
  buffer: HeapAddress;
  bufferSize: number;
  state: "open" | "closed" | "dead";
}

/**
 * Runs what calls into the engine. A trap or an abort in there leaves a heap in which nothing can be relied on: the
 * connection is dead from then on, its files are closed as if the process had been killed, and SQLite's own recovery
 * sets the database right when it is opened again.
 *
 * @throws SqliteFailure and nothing else
 */
export function runInEngineOrAbandonConnection<T>(connection: EngineConnection, action: () => T): T {
  if (connection.state !== "open") throw connectionNotOpenError(connection);
  const { context } = connection.engine;
  context.diskFailure = undefined;
  try {
    const result = action();
    flushLogOrAbortEngine(context);
    return result;
  } catch (error) {
    throw toSqliteFailureOrAbandonConnection(connection, error);
  }
}

/** What SQLite reported leaves the engine as it was, if only the log can be written to; anything else ends it. */
function toSqliteFailureOrAbandonConnection(connection: EngineConnection, error: unknown): SqliteFailure {
  const { context } = connection.engine;
  try {
    if (!(error instanceof SqliteFailure)) throw error;
    flushLogOrAbortEngine(context);
    return error;
  } catch (reason) {
    abandonEngineConnection(connection);
    return new SqliteFailure(reason instanceof EngineAbort ? reason.result : ABORTED_HEAP, LOST, {
      detail: getErrnoName(context.diskFailure),
      cause: context.diskFailure ?? reason,
    });
  }
}

/** Leaves a connection as if its process had been killed: its files are closed as they are. */
export function abandonEngineConnection(connection: EngineConnection): void {
  if (connection.state !== "open") return;
  connection.state = "dead";
  closeFilesAndForgetDatabase(connection.engine.context);
}

function connectionNotOpenError({ state }: EngineConnection): SqliteFailure {
  return state === "closed"
    ? new SqliteFailure("SQLITE_MISUSE", "The connection is closed.")
    : new SqliteFailure(ABORTED_HEAP, LOST);
}

/** Throws what a result code other than success means, with the disk's own error where the disk is the reason. */
export function throwUnlessSqliteOk(connection: EngineConnection, resultCode: SqliteResultCode): void {
  if (resultCode !== SQLITE_OK) throw toSqliteFailure(connection, resultCode);
}

/** The failure that a result code stands for, in SQLite's words. */
export function toSqliteFailure(
  { engine: { sqlite, context }, databaseHandle }: EngineConnection,
  resultCode: SqliteResultCode,
): SqliteFailure {
  const detail = getErrnoName(context.diskFailure);
  const name = getSqliteResultCodeName(resultCode);
  // SQLite calls a database corrupt that the disk fails to read. What it cannot read may be as it should be.
  const result = name === "SQLITE_CORRUPT" && detail !== undefined ? "SQLITE_IOERR" : name;
  const message = readCString(context.heap, sqlite.sqlite3_errmsg(databaseHandle));
  return new SqliteFailure(result, message, { detail, cause: context.diskFailure });
}
