import { createRequire } from "node:module";
import { onTestFinished } from "vitest";

interface Database {
  exec(sql: string): void;
  close(): void;
}

/** A connection past the store, to do its file harm. Only where better-sqlite3 is there. */
export function openFile(path: string): Database {
  const Database: new (path: string) => Database = createRequire(import.meta.url)("better-sqlite3");
  return new Database(path);
}

/** Holds the write lock of a store's file, so that others are told `KEYED_STORE_BUSY`, until the test ends. */
export function occupy(path: string): void {
  const database = openFile(path);
  database.exec("BEGIN IMMEDIATE");
  onTestFinished(() => database.close());
}

/** Damages every row of a store that is closed, so that its values cannot be decoded. */
export function corrupt(path: string): void {
  const database = openFile(path);
  database.exec(`UPDATE entry SET json = '{"cut'`);
  database.close();
}
