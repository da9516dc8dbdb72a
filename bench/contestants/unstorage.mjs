import { join } from "node:path";
import { loadDatabase } from "../support/load-database.mjs";
import { rival } from "../support/rivals.mjs";

/** unstorage on SQLite: its db0 driver over better-sqlite3. */
export const unstorage = {
  name: "unstorage, SQLite",
  can: {
    ttl: "no",
    caps: "no",
    consume: "no",
    claim: "no",
    compareAndSet: "no",
    atomic: "no",
    ordered: "no",
    synchronous: "no",
    processes: "several",
    addon: "yes",
  },
  async open({ directory, durability }) {
    const { module: unstorage, version } = await rival("unstorage");
    const { module: db0, version: databaseVersion } = await rival("db0");
    const [driver, connector] = await Promise.all([
      rival("unstorage/drivers/db0"),
      rival("db0/connectors/better-sqlite3"),
    ]);
    const { Database } = loadDatabase();
    const path = join(directory, "unstorage.sqlite");
    const database = db0.createDatabase(connector.module.default({ path, lib: () => Database }));
    await database.exec("PRAGMA journal_mode=WAL");
    await database.exec(`PRAGMA synchronous=${durability === "power" ? "FULL" : "NORMAL"}`);
    const storage = unstorage.createStorage({ driver: driver.module.default({ database }) });
    return {
      set: (key, value) => storage.setItem(key, value),
      get: (key) => storage.getItem(key),
      all: async () => storage.getItems(await storage.getKeys()),
      version: `${version} with db0 ${databaseVersion}`,
      close: () => database.dispose(),
    };
  },
};
