import { createRequire } from "node:module";
import type { NativeConstructor, NativeDatabase } from "../../dist/library/better-sqlite3.js";

const Database: NativeConstructor = createRequire(import.meta.url)("better-sqlite3");

/** A connection past the store, to look at a file or to do it harm. */
export function raw<Result>(path: string, work: (database: NativeDatabase) => Result): Result {
  const database = new Database(path, {});
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** All rows of a query, as arrays. */
export function rows(path: string, sql: string): unknown[] {
  return raw(path, (database) => database.prepare(sql).raw(true).all());
}
