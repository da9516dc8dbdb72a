import { join } from "node:path";
import { rival } from "../support/rivals.mjs";

/** LevelDB. */
export const classicLevel = {
  name: "classic-level",
  can: {
    ttl: "no",
    caps: "no",
    consume: "no",
    claim: "no",
    compareAndSet: "no",
    atomic: "writes alone",
    ordered: "by key",
    synchronous: "reads",
    processes: "one",
    addon: "yes",
  },
  async open({ directory, durability }) {
    const { module, version } = await rival("classic-level");
    const database = new module.ClassicLevel(join(directory, "level"), { valueEncoding: "json" });
    await database.open();
    const options = { sync: durability === "power" };
    return {
      set: (key, value) => database.put(key, value, options),
      get: (key) => database.get(key),
      getNow: (key) => database.getSync(key),
      all: () => database.iterator().all(),
      version,
      close: () => database.close(),
    };
  },
};
