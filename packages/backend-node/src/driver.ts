import type { DatabaseSync, StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import {
  resultName,
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteRow,
  type SqliteStatement,
} from "@keyed-store/sqlite";
import { inRange } from "./library/read-with-big-integers.js";

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
    open: ({ path, readOnly, immutable }) => connect(immutable === true ? immutableUrl(path) : path, readOnly),
    openMemory: () => connect(":memory:", false),
  };
}

function immutableUrl(path: string): string {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  return url.href;
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

/** The extended codes that tell more of what is to be done than their primary ones. */
const TELLING: ReadonlyMap<number, string> = new Map([[4874, "SQLITE_IOERR_SHMSIZE"]]);

function attempt<R>(action: () => R): R {
  try {
    return action();
  } catch (error) {
    const { errcode, message } = error as Error & { readonly errcode?: number };
    if (errcode === undefined) throw error;
    throw new SqliteFailure(resultName(errcode), message, { detail: TELLING.get(errcode), cause: error });
  }
}
