import { join } from "node:path";
import { rival } from "../support/rivals.mjs";

const ALONE = ["locking_mode=EXCLUSIVE", "journal_mode=WAL"];

/** A table of node-sqlite3-wasm without any rules: as it ships, and in its fastest setting, alone on its file. */
export const nodeSqlite3Wasms = [
  { name: "node-sqlite3-wasm, as it ships", durabilities: ["power"], settings: () => [] },
  {
    name: "node-sqlite3-wasm, exclusive WAL",
    durabilities: ["process", "power"],
    settings: (durability) => [...ALONE, `synchronous=${durability === "power" ? "FULL" : "NORMAL"}`],
  },
].map(({ name, durabilities, settings }) => ({
  name,
  durabilities,
  can: {
    ttl: "no",
    caps: "no",
    consume: "SQL of one's own",
    claim: "SQL of one's own",
    compareAndSet: "SQL of one's own",
    atomic: "yes",
    ordered: "SQL of one's own",
    synchronous: "yes, and nothing else",
    processes: settings("process").length > 0 ? "one" : "several; a killed writer leaves its lock behind",
    addon: "no",
  },
  async open({ directory, durability }) {
    const { module, version } = await rival("node-sqlite3-wasm");
    const database = new module.default.Database(join(directory, "wasm.sqlite"));
    for (const setting of settings(durability)) database.all(`PRAGMA ${setting}`);
    database.exec("CREATE TABLE kv (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
    const upsert = database.prepare(
      "INSERT INTO kv VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    );
    const select = database.prepare("SELECT value FROM kv WHERE key = ?");
    const selectAll = database.prepare("SELECT key, value FROM kv");
    return {
      setNow: (key, value) => upsert.run([key, JSON.stringify(value)]),
      getNow: (key) => JSON.parse(select.get([key]).value),
      all: () => selectAll.all().map(({ key, value }) => ({ key, value: JSON.parse(value) })),
      version,
      close: () => {
        for (const statement of [upsert, select, selectAll]) statement.finalize();
        database.close();
      },
    };
  },
}));
