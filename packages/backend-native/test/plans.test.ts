import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { buildRangeSql } from "../../sqlite/dist/sql/range-sql.js";
import { MIGRATIONS } from "../../sqlite/dist/sql/schema.js";
import { buildScanSql, SQL } from "../../sqlite/dist/sql/sql.js";
import type { NativeConstructor, NativeDatabase } from "../dist/library/better-sqlite3.js";

/** With what only this test needs of it. */
interface WithFunctions extends NativeDatabase {
  function(name: string, implementation: () => number): unknown;
}

const Database: new (...parameters: ConstructorParameters<NativeConstructor>) => WithFunctions = createRequire(
  import.meta.url,
)("better-sqlite3");

/** All owners are listed for a person to read: the one statement that goes over a whole table, and over a small one. */
const WALKS: ReadonlySet<string> = new Set(["usageOfAll"]);

/** What is sorted here are the namespaces of one owner, never entries. */
const SORTS: ReadonlySet<string> = new Set(["oldestEvictableOfOwner", "usageOfOwner"]);

const database = new Database(":memory:", {});
for (const step of MIGRATIONS) database.exec(step);

for (const [name, sql] of Object.entries(SQL)) {
  if (/^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)/.test(sql) || WALKS.has(name)) continue;
  test(`KS-CAP-4 ${name} reaches its rows by a key or an index, and sorts no entries`, () => {
    const plan = planOf(database, sql);
    expect(SORTS.has(name) ? plan.filter((step) => !isSort(step)) : plan).toSatisfy((steps: string[]) =>
      steps.every(isSearch),
    );
  });
}

for (const order of ["age", "key"] as const) {
  for (const reverse of [false, true]) {
    test(`KS-CAP-4 a scan by ${order}${reverse ? ", backwards," : ""} reads no more than it gives`, () => {
      const plan = planOf(
        database,
        buildScanSql({ order, reverse, after: true, from: order === "key", to: order === "key", keysOnly: reverse }),
      );
      expect(plan).toHaveLength(1);
      expect(plan[0]).toMatch(
        order === "age"
          ? /INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/
          : /INDEX entry_by_key \(namespace_id=\? AND key[<>]\?/,
      );
    });
  }
}

for (const action of ["find", "countLive", "delete"] as const) {
  for (const [from, to] of [
    [true, true],
    [true, false],
    [false, true],
  ] as const) {
    test(`KS-CAP-4 to ${action} ${from ? "from a key" : ""}${to ? " to a key" : ""} reads no more than the range`, () => {
      const plan = planOf(database, buildRangeSql({ action, from, to }));
      expect(plan).toHaveLength(1);
      expect(plan[0]).toMatch(/INDEX entry_by_key \(namespace_id=\? AND key[<>]\?/);
    });
  }
}

for (const order of ["age", "key"] as const) {
  for (const reverse of [false, true]) {
    test(`KS-CAP-4 a page by ${order}${reverse ? ", backwards," : ""} in the middle looks at no other entry`, () => {
      const bounded = order === "key";
      const scan = buildScanSql({ order, reverse, after: true, from: bounded, to: bounded, keysOnly: false });
      const bounds = bounded ? [1, "0500", "0001", "1000"] : reverse ? [1, 1, 500] : [1, 500, 1];
      expect(rowsReadBy(scan, bounds)).toBe(2);
    });
  }
}

test("KS-CAP-4 control: a scan that passes over entries before its page is told from one that does not", () => {
  const scan = buildScanSql({ order: "age", reverse: false, after: false, from: false, to: false, keysOnly: false });
  expect(rowsReadBy(scan.replace("AND (", "AND id > (1 << 43 | 500) AND ("), [1, 1])).toBeGreaterThan(400);
});

test("KS-CAP-4 control: a statement that scans is told from one that does not", () => {
  expect(planOf(database, "DELETE FROM entry WHERE json = ?").every(isSearch)).toBe(false);
  expect(planOf(database, "SELECT key FROM entry WHERE namespace_id = ? ORDER BY created_at").every(isSearch)).toBe(
    false,
  );
});

/** How many entries of a thousand are read for a page of two that begins in the middle. */
function rowsReadBy(scan: string, bounds: readonly unknown[]): number {
  const connection = new Database(":memory:", {});
  for (const step of MIGRATIONS) connection.exec(step);
  connection.exec(`
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1000)
    INSERT INTO entry SELECT 1 << 43 | n, 1, printf('%04d', n), '1', 0, NULL FROM number`);
  let rows = 0;
  connection.function("looked_at", () => ++rows);
  const sql = scan.replace("WHERE", "WHERE looked_at() AND");
  expect(connection.prepare(sql).all(...bounds, 0, 2)).toHaveLength(2);
  return rows;
}

function planOf(connection: NativeDatabase, sql: string): string[] {
  const parameters = Array.from(sql.matchAll(/\?/g), () => 1);
  return connection
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .raw(true)
    .all(...parameters)
    .map((row) => String((row as unknown[])[3]));
}

function isSearch(step: string): boolean {
  return !/\bSCAN\b(?! \d+-ROW VALUES CLAUSE)|AUTOMATIC/.test(step) && !isSort(step);
}

function isSort(step: string): boolean {
  return step === "USE TEMP B-TREE FOR ORDER BY";
}
