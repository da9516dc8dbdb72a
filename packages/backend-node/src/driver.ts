import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteRow,
  type SqliteStatement,
} from "@keyed-store/sqlite";
import { inRange } from "./in-range.js";

const RESULTS: Readonly<Record<number, string>> = {
  3: "SQLITE_PERM",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  7: "SQLITE_NOMEM",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  15: "SQLITE_PROTOCOL",
  19: "SQLITE_CONSTRAINT",
  26: "SQLITE_NOTADB",
};

/** A driver over `DatabaseSync`. */
export function createDriver(Database: typeof DatabaseSync): SqliteDriver {
  const connect = (path: string, readOnly: boolean): SqliteConnection =>
    connectionOf(attempt(() => new Database(path, { readOnly })));
  return {
    name: "node",
    engine: "node:sqlite",
    engineVersion: process.versions.node,
    sqliteVersion: process.versions["sqlite"] ?? "unknown",
    sharing: "shared",
    open: ({ path, readOnly }) => connect(path, readOnly),
    openMemory: () => connect(":memory:", false),
  };
}

function connectionOf(database: DatabaseSync): SqliteConnection {
  let open = true;
  return {
    exec: (sql) => attempt(() => database.exec(sql)),
    prepare: (sql) => statementOf(attempt(() => database.prepare(sql))),
    get inTransaction() {
      return open && database.isTransaction;
    },
    vacuumInto(path) {
      attempt(() => database.prepare("VACUUM INTO ?").run(path));
    },
    close() {
      if (open) attempt(() => database.close());
      open = false;
    },
  };
}

function statementOf(statement: StatementSync): SqliteStatement {
  statement.setReturnArrays(true);
  return {
    run: (...values) => attempt(() => Number(statement.run(...values).changes)),
    get: (...values) => attempt(() => inRange(statement, () => statement.get(...values) as SqliteRow | undefined)),
    all: (...values) => attempt(() => inRange(statement, () => statement.all(...values) as unknown as SqliteRow[])),
  };
}

function attempt<R>(action: () => R): R {
  try {
    return action();
  } catch (error) {
    const { errcode, message } = error as Error & { readonly errcode?: number };
    if (errcode === undefined) throw error;
    throw new SqliteFailure(RESULTS[errcode & 0xff] ?? "SQLITE_ERROR", message, { cause: error });
  }
}
