import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { MIGRATIONS } from "../../sqlite/dist/schema.js";
import { SQL, scanSql } from "../../sqlite/dist/sql.js";
import type { NativeConstructor, NativeDatabase } from "../dist/better-sqlite3.js";

const Database: NativeConstructor = createRequire(import.meta.url)("better-sqlite3");

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
        scanSql({ order, reverse, after: true, from: order === "key", to: order === "key" }),
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

test("KS-CAP-4 control: a statement that scans is told from one that does not", () => {
  expect(planOf(database, "DELETE FROM entry WHERE json = ?").every(isSearch)).toBe(false);
  expect(planOf(database, "SELECT key FROM entry WHERE namespace_id = ? ORDER BY created_at").every(isSearch)).toBe(
    false,
  );
});

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
