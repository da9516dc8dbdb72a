import type { DatabaseSync, StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import {
  resultCodeName,
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteRow,
  type SqliteStatement,
} from "@keyed-store/sqlite";
import { readWithBigIntegers } from "./library/read-with-big-integers.js";

/** A driver over `DatabaseSync`. */
export function createDriver(Database: typeof DatabaseSync): SqliteDriver {
  const connect = (path: string, readOnly: boolean): SqliteConnection =>
    createConnection(withSqliteFailures(() => new Database(path, { readOnly })));
  return {
    name: "node",
    engine: "node:sqlite",
    engineVersion: process.versions.node,
    sqliteVersion: process.versions["sqlite"] ?? "unknown",
    sharing: "shared",
    open: ({ path, readOnly, immutable }) => connect(immutable === true ? toImmutableUrl(path) : path, readOnly),
    openMemory: () => connect(":memory:", false),
  };
}

function toImmutableUrl(path: string): string {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  return url.href;
}

function createConnection(database: DatabaseSync): SqliteConnection {
  let open = true;
  return {
    exec: (sql) => withSqliteFailures(() => database.exec(sql)),
    prepare: (sql) => createStatement(withSqliteFailures(() => database.prepare(sql))),
    get inTransaction() {
      return open && database.isTransaction;
    },
    vacuumInto(path) {
      withSqliteFailures(() => database.prepare("VACUUM INTO ?").run(path));
    },
    close() {
      if (open) withSqliteFailures(() => database.close());
      open = false;
    },
  };
}

function createStatement(statement: StatementSync): SqliteStatement {
  statement.setReturnArrays(true);
  return {
    run: (...values) => withSqliteFailures(() => Number(statement.run(...values).changes)),
    get: (...values) =>
      withSqliteFailures(() => readWithBigIntegers(statement, () => statement.get(...values) as SqliteRow | undefined)),
    all: (...values) =>
      withSqliteFailures(() =>
        readWithBigIntegers(statement, () => statement.all(...values) as unknown as SqliteRow[]),
      ),
  };
}

/** The extended codes that tell more of what is to be done than their primary ones. */
const EXTENDED_NAMES: ReadonlyMap<number, string> = new Map([[4874, "SQLITE_IOERR_SHMSIZE"]]);

function withSqliteFailures<R>(call: () => R): R {
  try {
    return call();
  } catch (error) {
    const { errcode, message } = error as Error & { readonly errcode?: number };
    if (errcode === undefined) throw error;
    throw new SqliteFailure(resultCodeName(errcode), message, { detail: EXTENDED_NAMES.get(errcode), cause: error });
  }
}
