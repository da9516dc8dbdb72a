import type { SqliteConnection, SqliteStatement } from "../driver/driver.js";
import { buildRangeSql, type RangeShape } from "./range-sql.js";
import { buildScanSql, type ScanShape, SQL } from "./sql.js";

/** The kernel's statements on one connection, each compiled when it is first used and kept until the connection goes. */
export type Statements = { readonly [Name in keyof typeof SQL]: SqliteStatement } & {
  /** The scan of a shape; there are few, so all are kept. */
  scan(shape: ScanShape): SqliteStatement;
  /** The statement of a shape over a range of keys, kept likewise. */
  range(shape: RangeShape): SqliteStatement;
};

/** Statements for `connection`. Opening is quick and most openings need few of them, so nothing is compiled yet. */
export function createStatements(connection: SqliteConnection): Statements {
  const named = Object.entries(SQL).map(
    ([name, sql]) => [name, createLazilyPreparedStatement(connection, sql)] as const,
  );
  const shaped = new Map<string, SqliteStatement>();
  const prepareOnce = (sql: string): SqliteStatement => {
    const known = shaped.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql);
    shaped.set(sql, statement);
    return statement;
  };
  // Object.fromEntries forgets which names went in.
  return {
    ...(Object.fromEntries(named) as { [Name in keyof typeof SQL]: SqliteStatement }),
    scan: (shape) => prepareOnce(buildScanSql(shape)),
    range: (shape) => prepareOnce(buildRangeSql(shape)),
  };
}

function createLazilyPreparedStatement(connection: SqliteConnection, sql: string): SqliteStatement {
  let statement: SqliteStatement | undefined;
  const compiled = (): SqliteStatement => {
    statement ??= connection.prepare(sql);
    return statement;
  };
  return {
    run: (...parameters) => (statement ?? compiled()).run(...parameters),
    get: (...parameters) => (statement ?? compiled()).get(...parameters),
    all: (...parameters) => (statement ?? compiled()).all(...parameters),
  };
}
