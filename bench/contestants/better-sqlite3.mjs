import { join } from "node:path";
import { createSampleKey, createSampleValue } from "@keyed-store/conformance/bench";
import { loadDatabase } from "../support/load-database.mjs";

/** A table of better-sqlite3 without any rules: what one writes oneself in ten lines. */
export const betterSqlite3 = {
  name: "better-sqlite3, a bare table",
  can: {
    ttl: "no",
    caps: "no",
    consume: "SQL of one's own",
    claim: "SQL of one's own",
    compareAndSet: "SQL of one's own",
    atomic: "yes",
    ordered: "SQL of one's own",
    synchronous: "yes, and nothing else",
    processes: "several",
    addon: "yes",
  },
  async open({ directory, durability }) {
    const { Database, version } = loadDatabase();
    const database = new Database(join(directory, "raw.sqlite"));
    database.pragma("journal_mode=WAL");
    database.pragma(`synchronous=${durability === "power" ? "FULL" : "NORMAL"}`);
    database.exec("CREATE TABLE kv (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
    const upsert = database.prepare(
      "INSERT INTO kv VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    );
    const select = database.prepare("SELECT value FROM kv WHERE key = ?").pluck();
    const selectAll = database.prepare("SELECT key, value FROM kv");
    const setNow = (key, value) => upsert.run(key, JSON.stringify(value));
    return {
      /** Many entries in one transaction; alone, a million would take longer than what is then measured. */
      fill: database.transaction((entries) => {
        for (let i = 0; i < entries; i++) setNow(createSampleKey(i), createSampleValue(i));
      }),
      setNow,
      getNow: (key) => JSON.parse(select.get(key)),
      all: () => selectAll.all().map(({ key, value }) => ({ key, value: JSON.parse(value) })),
      version,
      close: () => database.close(),
    };
  },
};
