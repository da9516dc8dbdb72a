import type { SqliteRow, SqliteValue } from "@keyed-store/sqlite";
import type { Engine } from "../engine/engine.js";
import type { Pointer } from "../engine/sqlite-exports.js";
import { readText } from "../heap/text.js";

const INTEGER = 1;
const FLOAT = 2;
const TEXT = 3;
const BLOB = 4;

/** The row that a statement stands on. */
export function readRow(engine: Engine, statement: Pointer): SqliteRow {
  const count = engine.sqlite.sqlite3_column_count(statement);
  const row: SqliteValue[] = [];
  for (let column = 0; column < count; column++) row.push(readColumn(engine, statement, column));
  return row;
}

function readColumn({ sqlite, context }: Engine, statement: Pointer, column: number): SqliteValue {
  switch (sqlite.sqlite3_column_type(statement, column)) {
    case INTEGER:
    case FLOAT:
      return sqlite.sqlite3_column_double(statement, column);
    case TEXT: {
      const at = sqlite.sqlite3_column_text(statement, column);
      return readText(context.heap, at, sqlite.sqlite3_column_bytes(statement, column));
    }
    case BLOB: {
      const at = sqlite.sqlite3_column_blob(statement, column);
      return context.heap.bytes.slice(at, at + sqlite.sqlite3_column_bytes(statement, column));
    }
    default:
      return null;
  }
}
