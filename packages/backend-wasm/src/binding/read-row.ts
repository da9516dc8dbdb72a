import type { SqliteRow, SqliteValue } from "@keyed-store/sqlite/portable";
import type { WasmEngine } from "../engine/wasm-engine.js";
import { readUtf8 } from "../heap/text.js";
import type { StatementHandle } from "./statement-handle.js";

const INTEGER = 1;
const FLOAT = 2;
const TEXT = 3;
const BLOB = 4;

/** The row that a statement stands on. */
export function readCurrentRow(engine: WasmEngine, statement: StatementHandle): SqliteRow {
  const count = engine.sqlite.sqlite3_column_count(statement);
  const row: SqliteValue[] = [];
  for (let column = 0; column < count; column++) row.push(readColumn(engine, statement, column));
  return row;
}

function readColumn({ sqlite, context }: WasmEngine, statement: StatementHandle, columnIndex: number): SqliteValue {
  switch (sqlite.sqlite3_column_type(statement, columnIndex)) {
    case INTEGER:
    case FLOAT:
      return sqlite.sqlite3_column_double(statement, columnIndex);
    case TEXT: {
      const at = sqlite.sqlite3_column_text(statement, columnIndex);
      return readUtf8(context.heap, at, sqlite.sqlite3_column_bytes(statement, columnIndex));
    }
    case BLOB: {
      const at = sqlite.sqlite3_column_blob(statement, columnIndex);
      return context.heap.bytes.slice(at, at + sqlite.sqlite3_column_bytes(statement, columnIndex));
    }
    default:
      return null;
  }
}
