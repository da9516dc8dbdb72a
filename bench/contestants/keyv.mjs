import { join } from "node:path";
import { rival } from "../support/rivals.mjs";

/** Keyv with its SQLite adapter, whose settings are made as for the others. */
export const keyv = {
  name: "Keyv, SQLite",
  can: {
    ttl: "yes",
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
  async open({ directory, durability, entries }) {
    const [{ module: core, version }, { module: adapter, version: adapterVersion }] = await Promise.all(
      ["keyv", "@keyv/sqlite"].map(rival),
    );
    const store = new adapter.KeyvSqlite({
      uri: `sqlite://${join(directory, "keyv.sqlite")}`,
      iterationLimit: entries,
    });
    await store.query("PRAGMA journal_mode=WAL");
    await store.query(`PRAGMA synchronous=${durability === "power" ? "FULL" : "NORMAL"}`);
    const keyed = new core.Keyv({ store, namespace: "bench" });
    return {
      set: (key, value) => keyed.set(key, value),
      get: (key) => keyed.get(key),
      async all() {
        const all = [];
        for await (const [key, value] of keyed.iterator()) all.push({ key, value });
        return all;
      },
      version: `${version} with @keyv/sqlite ${adapterVersion}`,
      close: () => keyed.disconnect(),
    };
  },
};
