import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(fileURLToPath(new URL("../../packages/backend-native/package.json", import.meta.url)));
export const Database = require("better-sqlite3");

/**
 * The measure of all: one table of better-sqlite3 without any rules, in WAL with synchronous=NORMAL, each write a
 * transaction of its own.
 */
export function rawTable(directory, entries, sampleKey, sampleValue) {
  const database = new Database(join(directory, `raw-${entries}.sqlite`));
  database.pragma("journal_mode=WAL");
  database.pragma("synchronous=NORMAL");
  database.exec("CREATE TABLE kv (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
  const upsert = database.prepare(
    "INSERT INTO kv VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  database.transaction(() => {
    for (let i = 0; i < entries; i++) upsert.run(sampleKey(i), JSON.stringify(sampleValue(i)));
  })();
  database.pragma("wal_checkpoint(TRUNCATE)");
  const select = database.prepare("SELECT value FROM kv WHERE key = ?").pluck();
  return {
    upsert: (key, value) => upsert.run(key, JSON.stringify(value)),
    get: (key) => JSON.parse(select.get(key)),
    close: () => database.close(),
  };
}
