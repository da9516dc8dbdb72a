import type { DatabaseSync, StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import {
  getSqliteResultCodeName,
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteRow,
  type SqliteStatement,
} from "@keyed-store/sqlite";
import { readWithBigIntegerFallback } from "./library/read-with-big-integer-fallback.js";

/** A driver over `DatabaseSync`. */
export function createDriver(DatabaseConstructor: typeof DatabaseSync): SqliteDriver {
  const connect = (path: string, readOnly: boolean): SqliteConnection =>
    createConnection(callRethrowingSqliteFailure(() => new DatabaseConstructor(path, { readOnly })));
  return {
    name: "node",
    engine: "node:sqlite",
    engineVersion: process.versions.node,
    sqliteVersion: process.versions["sqlite"] ?? "unknown",
    sharing: "shared",
    open: ({ path, readOnly, immutable }) => connect(immutable === true ? toImmutableFileUrl(path) : path, readOnly),
    openMemory: () => connect(":memory:", false),
  };
}

function toImmutableFileUrl(databasePath: string): string {
  const url = pathToFileURL(databasePath);
  url.searchParams.set("immutable", "1");
  return url.href;
}

function createConnection(database: DatabaseSync): SqliteConnection {
  let open = true;
  return {
    exec: (sql) => callRethrowingSqliteFailure(() => database.exec(sql)),
    prepare: (sql) => createStatement(callRethrowingSqliteFailure(() => database.prepare(sql))),
    get inTransaction() {
      return open && database.isTransaction;
    },
    vacuumInto(path) {
      callRethrowingSqliteFailure(() => database.prepare("VACUUM INTO ?").run(path));
    },
    close() {
      if (open) callRethrowingSqliteFailure(() => database.close());
      open = false;
    },
  };
}

function createStatement(statement: StatementSync): SqliteStatement {
  statement.setReturnArrays(true);
  return {
    run: (...values) => callRethrowingSqliteFailure(() => Number(statement.run(...values).changes)),
    get: (...values) =>
      callRethrowingSqliteFailure(() =>
        readWithBigIntegerFallback(statement, () => statement.get(...values) as SqliteRow | undefined),
      ),
    all: (...values) =>
      callRethrowingSqliteFailure(() =>
        readWithBigIntegerFallback(statement, () => statement.all(...values) as unknown as SqliteRow[]),
      ),
  };
}

/** The extended codes that tell more of what is to be done than their primary ones. */
const EXTENDED_NAMES: ReadonlyMap<number, string> = new Map([[4874, "SQLITE_IOERR_SHMSIZE"]]);

function callRethrowingSqliteFailure<R>(call: () => R): R {
  try {
    return call();
  } catch (error) {
    const { errcode, message } = error as Error & { readonly errcode?: number };
    if (errcode === undefined) throw error;
    throw new SqliteFailure(getSqliteResultCodeName(errcode), message, {
      detail: EXTENDED_NAMES.get(errcode),
      cause: error,
    });
  }
}
