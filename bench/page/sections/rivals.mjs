import { table } from "../figures.mjs";

const ABILITIES = {
  ttl: "expiry",
  caps: "caps",
  consume: "read and remove at once",
  claim: "write if absent",
  compareAndSet: "write if unchanged",
  atomic: "several at once",
  ordered: "in order",
  synchronous: "synchronous",
  processes: "processes",
  addon: "native addon",
};

/** The store against others. */
export function rivals({ rivals: { can, missing } }) {
  const names = Object.keys(can).filter((name) => !(name in missing));
  const rows = names.map((name) => [name, ...Object.keys(ABILITIES).map((ability) => can[name][ability])]);
  const absent = Object.entries(missing).map(([name, why]) => `${name} (${why})`);
  const left = absent.length === 0 ? "" : `\n\nNot on this Node: ${absent.join("; ")}.`;
  return `## Against others

1,000 entries of about a hundred bytes, written over, read and listed, by each as its users would, at the same durability.

![Writes: the store and others, one by one and a hundred in flight, at both durabilities](performance/writes.svg)

![Reads: the store and others, awaited, at once, and all entries](performance/reads.svg)

What they do for it is not the same. Nothing below is emulated for anyone:

${table(["", ...Object.values(ABILITIES)], rows)}${left}

Where others are better, and why:

- **lmdb** reads from memory that it shares with the file, without a call into an engine and without copying, and writes from a thread of
  its own, in batches. Who needs a great many reads, and no expiry, caps or order of age, is served well by it.
- **classic-level** gathers writes in memory and sorts them into files later, so that many writes in flight cost it little, as long as they
  need not survive the loss of power. It reads at once from blocks in memory. One process alone may have it open.
- **unstorage** replaces a text under a key by one statement: the least that SQLite can do, for which there is no expiry, cap or order.
- **A bare table** is faster than any store on it, by what the store does more. Who writes SQL anyway may need no store.
- **Stores in memory** are in none of these pictures. [A memory front](layers.md) answers from memory and writes behind.`;
}
