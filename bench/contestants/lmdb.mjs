import { join } from "node:path";
import { rival } from "../support/rivals.mjs";

const can = {
  ttl: "no",
  caps: "no",
  consume: "in a transaction of one's own",
  claim: "yes",
  compareAndSet: "yes",
  atomic: "yes",
  ordered: "by key",
  synchronous: "yes",
  processes: "several",
  addon: "yes",
};

/**
 * lmdb-js as it ships, which flushes each commit; and, for what need not survive the loss of power, without flushing. That
 * survives the death of the process like the others, but a loss of power may damage its file.
 */
export const lmdbs = [
  { name: "lmdb", can, durabilities: ["power"], options: { separateFlushed: true } },
  { name: "lmdb, noSync", can, durabilities: ["process"], options: { noSync: true } },
].map(({ options, ...contestant }) => ({
  ...contestant,
  async open({ directory, durability }) {
    const { module, version } = await rival("lmdb");
    const database = module.open({ path: join(directory, "lmdb"), ...options });
    return {
      set:
        durability === "power"
          ? (key, value) => database.put(key, value).flushed
          : (key, value) => database.put(key, value),
      setNow: (key, value) => database.putSync(key, value),
      getNow: (key) => database.get(key),
      all: () => [...database.getRange()],
      version,
      close: () => database.close(),
    };
  },
}));
