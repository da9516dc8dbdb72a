import { readFileSync } from "node:fs";
import { type ErrorToThrow, getErrorCode, isError } from "@keyed-store/core";
import {
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteRow,
  type SqliteStatement,
} from "@keyed-store/sqlite";
import type { NativeConstructor, NativeDatabase } from "./library/better-sqlite3.js";

/** The part of a result code's name that is the primary code: `SQLITE_BUSY` of `SQLITE_BUSY_SNAPSHOT`. */
const PRIMARY_CODE = /^SQLITE_[A-Z]+/;

/** A driver over a loaded better-sqlite3. */
export function createDriver(DatabaseConstructor: NativeConstructor, engineVersion: string): SqliteDriver {
  const open = (path: string | Buffer, options: Readonly<Record<string, unknown>>): SqliteConnection =>
    createConnection(callRethrowingSqliteFailure(() => new DatabaseConstructor(path, { timeout: 0, ...options })));
  const memory = open(":memory:", {});
  const sqliteVersion = String(memory.prepare("SELECT sqlite_version()").get()?.[0]);
  memory.close();
  return {
    name: "native",
    engine: "better-sqlite3",
    engineVersion,
    sqliteVersion,
    sharing: "shared",
    open: ({ path, readOnly, immutable }) =>
      immutable === true
        ? open(readDatabaseCopyWithoutWalFlag(path), {})
        : open(path, { readonly: readOnly, fileMustExist: true }),
    openMemory: () => open(":memory:", {}),
  };
}

/** In the header of a database: the versions of the format that writers and readers must know; 2 is one with a log. */
const FORMAT_VERSION_OFFSETS = [18, 19] as const;

/**
 * A database as it stands in a file, for a connection in memory. The library has no other way to open one beside which
 * nothing can be written: as with a log, it would make an index of it. In memory there is no log.
 */
function readDatabaseCopyWithoutWalFlag(databasePath: string): Buffer {
  try {
    const image = readFileSync(databasePath);
    for (const position of FORMAT_VERSION_OFFSETS) image[position] = 1;
    return image;
  } catch (cause) {
    throw new SqliteFailure("SQLITE_CANTOPEN", `the file cannot be read: ${String(cause)}`, { cause });
  }
}

function createConnection(nativeDatabase: NativeDatabase): SqliteConnection {
  return {
    exec: (sql) => {
      callRethrowingSqliteFailure(() => nativeDatabase.exec(sql));
    },
    prepare: (sql) => createStatement(nativeDatabase, sql),
    get inTransaction() {
      return nativeDatabase.inTransaction;
    },
    vacuumInto: (path) => {
      callRethrowingSqliteFailure(() => nativeDatabase.prepare("VACUUM INTO ?").run(path));
    },
    close: () => {
      callRethrowingSqliteFailure(() => nativeDatabase.close());
    },
  };
}

/**
 * Its rows come as arrays of text, numbers, null and bytes: what it is asked for, which its types cannot know. A single
 * column comes as it is, which costs less.
 */
function createStatement(nativeDatabase: NativeDatabase, sql: string): SqliteStatement {
  const statement = callRethrowingSqliteFailure(() => nativeDatabase.prepare(sql));
  const single = statement.reader && statement.columns().length === 1;
  if (single) statement.pluck(true);
  else if (statement.reader) statement.raw(true);
  return {
    run(...parameters) {
      try {
        return statement.run(...parameters).changes;
      } catch (error) {
        throw toSqliteFailure(error);
      }
    },
    get(...parameters) {
      try {
        const row = statement.get(...parameters);
        return (single && row !== undefined ? [row] : row) as SqliteRow | undefined;
      } catch (error) {
        throw toSqliteFailure(error);
      }
    },
    all(...parameters) {
      try {
        const rows = statement.all(...parameters);
        return (single ? rows.map((value) => [value]) : rows) as SqliteRow[];
      } catch (error) {
        throw toSqliteFailure(error);
      }
    },
  };
}

function callRethrowingSqliteFailure<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw toSqliteFailure(error);
  }
}

function toSqliteFailure(error: unknown): ErrorToThrow {
  const detail = getErrorCode(error) ?? "";
  const result = PRIMARY_CODE.exec(detail)?.[0];
  if (result === undefined || !isError(error)) return error;
  return new SqliteFailure(result, error.message, { detail, cause: error });
}
