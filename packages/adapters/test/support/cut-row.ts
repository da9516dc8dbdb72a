import { createRequire } from "node:module";

/** Makes a row unreadable in the file of a store that nobody has open. It needs better-sqlite3. */
export function cutRow(databasePath: string, key: string): void {
  const Database: new (
    path: string,
  ) => {
    prepare(sql: string): { run(key: string): { changes: number } };
    close(): void;
  } = createRequire(import.meta.url)("better-sqlite3");
  const database = new Database(databasePath);
  const { changes } = database.prepare(`UPDATE entry SET json = '{"cut' WHERE key = ?`).run(key);
  database.close();
  if (changes !== 1) throw new Error(`${changes} rows were cut`);
}
