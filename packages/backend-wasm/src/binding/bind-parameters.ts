import type { SqliteValue } from "@keyed-store/sqlite";
import type { ByteCount } from "../heap/byte-count.js";
import type { Pointer } from "../heap/pointer.js";
import { writeUtf8 } from "../heap/text.js";
import { type EngineSession, throwUnlessOk } from "./engine-session.js";
import { reserveBuffer } from "./reserve-buffer.js";

// The buffer holds still until the statement is reset, so SQLite need not copy from it.
const STATIC = 0;

/** Binds all parameters of a statement. Texts and blobs stay in the session's buffer, valid until the next call. */
export function bindParameters(session: EngineSession, statement: Pointer, parameters: readonly SqliteValue[]): void {
  const { sqlite, context } = session.engine;
  let at = reserveBuffer(session, computeMaxParameterBytes(parameters));
  for (let index = 0; index < parameters.length; index++) {
    const value = parameters[index];
    if (typeof value === "string") {
      const size = writeUtf8(context.heap, at, value);
      throwUnlessOk(session, sqlite.sqlite3_bind_text(statement, index + 1, at, size, STATIC));
      at += size;
    } else if (typeof value === "number") {
      // There is no way in for 64-bit integers; a double is exact up to 2^53 and INTEGER columns turn it into one.
      const small = (value | 0) === value;
      const bind = small ? sqlite.sqlite3_bind_int : sqlite.sqlite3_bind_double;
      throwUnlessOk(session, bind(statement, index + 1, value));
    } else if (value !== undefined && value !== null) {
      context.heap.bytes.set(value, at);
      throwUnlessOk(session, sqlite.sqlite3_bind_blob(statement, index + 1, at, value.length, STATIC));
      at += value.length;
    } else {
      // A NULL blob is NULL, and there is no function for NULL itself.
      throwUnlessOk(session, sqlite.sqlite3_bind_blob(statement, index + 1, 0, 0, STATIC));
    }
  }
}

function computeMaxParameterBytes(parameters: readonly SqliteValue[]): ByteCount {
  let length = 0;
  for (const value of parameters) {
    if (typeof value === "string") length += 3 * value.length;
    else if (typeof value === "object" && value !== null) length += value.length;
  }
  return length;
}
