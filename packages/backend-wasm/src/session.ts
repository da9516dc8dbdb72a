import { SqliteFailure } from "@keyed-store/sqlite";
import { readCString } from "./c-string.js";
import type { Engine } from "./engine.js";
import { errnoNameOf } from "./errno.js";
import { releaseHost } from "./host.js";
import { resultName, SQLITE_OK } from "./result-name.js";
import type { Pointer } from "./sqlite-exports.js";

/** The result of a {@link SqliteFailure} after which a connection is dead: drop it and open the database again. */
export const ABORTED_HEAP = "SQLITE_ABORTED_HEAP";

/** One connection at work in its engine. */
export interface Session {
  readonly engine: Engine;
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
export function inEngine<T>(session: Session, run: () => T): T {
  if (session.state !== "open") throw unusable(session);
  session.engine.host.failure = undefined;
  try {
    return run();
  } catch (error) {
    if (error instanceof SqliteFailure) throw error;
    session.state = "dead";
    releaseHost(session.engine.host);
    throw new SqliteFailure(ABORTED_HEAP, "The SQLite engine failed and its connection is lost. Open it again.", {
      cause: error,
    });
  }
}

function unusable({ state }: Session): SqliteFailure {
  return state === "closed"
    ? new SqliteFailure("SQLITE_MISUSE", "The connection is closed.")
    : new SqliteFailure(ABORTED_HEAP, "The SQLite engine failed earlier and this connection is lost. Open it again.");
}

/** Throws what a result code other than success means, with the disk's own error where the disk is the reason. */
export function expectOk(session: Session, code: number): void {
  if (code !== SQLITE_OK) throw failureOf(session, code);
}

/** The failure that a result code stands for, in SQLite's words. */
export function failureOf({ engine: { sqlite, host }, connection }: Session, code: number): SqliteFailure {
  const message = readCString(host.heap, sqlite.sqlite3_errmsg(connection));
  return new SqliteFailure(resultName(code), message, { detail: errnoNameOf(host.failure), cause: host.failure });
}
