import { SqliteFailure, type SqliteRow, type SqliteStatement, type SqliteValue } from "@keyed-store/sqlite/portable";
import { writeUtf8 } from "../heap/text.js";
import { bindParameters } from "./bind-parameters.js";
import {
  type EngineConnection,
  runInEngineOrAbandonConnection,
  throwUnlessSqliteOk,
  toSqliteFailure,
} from "./engine-connection.js";
import { readCurrentRow } from "./read-row.js";
import { reserveInputBuffer } from "./reserve-input-buffer.js";
import { SQLITE_DONE, SQLITE_OK, SQLITE_ROW } from "./result-code.js";
import type { StatementHandle } from "./statement-handle.js";

const CHANGES_ROWS = /^\s*(?:insert|update|delete|replace|with)\b/i;

/** Compiles one statement; the connection finalizes it when it closes. */
export function prepareStatement(connection: EngineConnection, sql: string): StatementHandle {
  const { sqlite, context } = connection.engine;
  const at = reserveInputBuffer(connection, 3 * sql.length + 4);
  context.heap.view.setUint32(at, 0, true);
  const size = writeUtf8(context.heap, at + 4, sql);
  throwUnlessSqliteOk(connection, sqlite.sqlite3_prepare_v2(connection.databaseHandle, at + 4, size, at, 0));
  const statement = context.heap.view.getUint32(at, true);
  if (statement === 0) throw new SqliteFailure("SQLITE_MISUSE", "There is no statement in the SQL text.");
  return statement;
}

/** A compiled statement as `SqliteStatement`. */
export function createStatement(
  connection: EngineConnection,
  statement: StatementHandle,
  sql: string,
): SqliteStatement {
  const { engine } = connection;
  const { sqlite } = engine;
  const changesRows = CHANGES_ROWS.test(sql);
  const parameterCount = countParametersByBinding(connection, statement);

  /** Executes it, giving each row to `onRow` until that says no; the statement is reset in any case. */
  const execute = (parameters: readonly SqliteValue[], onRow: (() => boolean) | undefined): void => {
    if (parameters.length !== parameterCount) {
      const given = `${parameters.length} were given`;
      throw new SqliteFailure("SQLITE_RANGE", `The statement takes ${parameterCount} parameters, ${given}.`);
    }
    bindParameters(connection, statement, parameters);
    let code = sqlite.sqlite3_step(statement);
    while (code === SQLITE_ROW && onRow?.() !== false) code = sqlite.sqlite3_step(statement);
    const failure = code === SQLITE_ROW || code === SQLITE_DONE ? undefined : toSqliteFailure(connection, code);
    // Ends the statement's transaction, where it has one of its own: what fails then failed the statement.
    code = sqlite.sqlite3_reset(statement);
    if (failure !== undefined) throw failure;
    throwUnlessSqliteOk(connection, code);
  };

  return {
    run: (...parameters) =>
      runInEngineOrAbandonConnection(connection, () => {
        execute(parameters, undefined);
        return changesRows ? sqlite.sqlite3_changes(connection.databaseHandle) : 0;
      }),
    get: (...parameters) =>
      runInEngineOrAbandonConnection(connection, () => {
        let row: SqliteRow | undefined;
        execute(parameters, () => {
          row = readCurrentRow(engine, statement);
          return false;
        });
        return row;
      }),
    all: (...parameters) =>
      runInEngineOrAbandonConnection(connection, () => {
        const rows: SqliteRow[] = [];
        execute(parameters, () => {
          rows.push(readCurrentRow(engine, statement));
          return true;
        });
        return rows;
      }),
  };
}

/** There is no function that tells, so numbers are bound until SQLite says that there is no such parameter. */
function countParametersByBinding({ engine: { sqlite } }: EngineConnection, statement: StatementHandle): number {
  let count = 0;
  while (sqlite.sqlite3_bind_int(statement, count + 1, 0) === SQLITE_OK) count++;
  return count;
}
