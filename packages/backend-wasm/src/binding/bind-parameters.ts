import type { SqliteValue } from "@keyed-store/sqlite/portable";
import type { ByteCount } from "../heap/byte-count.js";
import { writeUtf8 } from "../heap/text.js";
import { type EngineConnection, throwUnlessSqliteOk } from "./engine-connection.js";
import { reserveInputBuffer } from "./reserve-input-buffer.js";
import type { StatementHandle } from "./statement-handle.js";

// The buffer holds still until the statement is reset, so SQLite need not copy from it.
const STATIC = 0;

/** Binds all parameters of a statement. Texts and blobs stay in the connection's buffer, valid until the next call. */
export function bindParameters(
  connection: EngineConnection,
  statement: StatementHandle,
  parameters: readonly SqliteValue[],
): void {
  const { sqlite, context } = connection.engine;
  let at = reserveInputBuffer(connection, computeMaxTextAndBlobBytes(parameters));
  for (let index = 0; index < parameters.length; index++) {
    const value = parameters[index];
    if (typeof value === "string") {
      const size = writeUtf8(context.heap, at, value);
      throwUnlessSqliteOk(connection, sqlite.sqlite3_bind_text(statement, index + 1, at, size, STATIC));
      at += size;
    } else if (typeof value === "number") {
      // There is no way in for 64-bit integers; a double is exact up to 2^53 and INTEGER columns turn it into one.
      const small = (value | 0) === value;
      const bind = small ? sqlite.sqlite3_bind_int : sqlite.sqlite3_bind_double;
      throwUnlessSqliteOk(connection, bind(statement, index + 1, value));
    } else if (value !== undefined && value !== null) {
      context.heap.bytes.set(value, at);
      throwUnlessSqliteOk(connection, sqlite.sqlite3_bind_blob(statement, index + 1, at, value.length, STATIC));
      at += value.length;
    } else {
      // A NULL blob is NULL, and there is no function for NULL itself.
      throwUnlessSqliteOk(connection, sqlite.sqlite3_bind_blob(statement, index + 1, 0, 0, STATIC));
    }
  }
}

function computeMaxTextAndBlobBytes(parameters: readonly SqliteValue[]): ByteCount {
  let length = 0;
  for (const value of parameters) {
    if (typeof value === "string") length += 3 * value.length;
    else if (typeof value === "object" && value !== null) length += value.length;
  }
  return length;
}
