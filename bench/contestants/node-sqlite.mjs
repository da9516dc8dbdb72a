import { join } from "node:path";

/** A table of Node's own SQLite without any rules. */
export const nodeSqlite = {
  name: "node:sqlite, a bare table",
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
    addon: "no",
  },
  async open({ directory, durability }) {
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(join(directory, "node.sqlite"));
    database.exec("PRAGMA journal_mode=WAL");
    database.exec(`PRAGMA synchronous=${durability === "power" ? "FULL" : "NORMAL"}`);
    database.exec("CREATE TABLE kv (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
    const upsert = database.prepare(
      "INSERT INTO kv VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    );
    const select = database.prepare("SELECT value FROM kv WHERE key = ?");
    const selectAll = database.prepare("SELECT key, value FROM kv");
    return {
      setNow: (key, value) => upsert.run(key, JSON.stringify(value)),
      getNow: (key) => JSON.parse(select.get(key).value),
      all: () => selectAll.all().map(({ key, value }) => ({ key, value: JSON.parse(value) })),
      version: process.versions.sqlite,
      close: () => database.close(),
    };
  },
};
