/*
 * What the rules cost: the native backend through its public API against one bare table of better-sqlite3, and against
 * the same rules by counting, in one process, in turns. Run it on a quiet machine, after a build:
 * `node bench/foundation.mjs`.
 */
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { benchmarkStores, computeSpeedRatio } from "@keyed-store/conformance/bench";
import { countingTable } from "./support/counting-table.mjs";
import { loadDatabase } from "./support/load-database.mjs";
import { rawTable } from "./support/raw-table.mjs";
import { printRatio, printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const SIZES = [1_000, 10_000];
/** A turn is long enough to hold some of the checkpoints that each of them makes now and then. */
const PLAN = { rounds: 20, turnMs: 200 };
/** What is compared with what. */
const PAIRS = [
  ["register, new key", "raw upsert"],
  ["register, new key, awaited", "raw upsert"],
  ["register, present key", "raw upsert"],
  ["register, 100 in flight", "raw upsert"],
  ["lookup", "raw get and parse"],
  ["lookup, awaited", "raw get and parse"],
  ["entries", "raw all and parse"],
  ["register, new key", "register by counting"],
];

await bench("foundation", async () => {
  const data = {};
  const versions = { "better-sqlite3": loadDatabase().version };
  for (const entries of SIZES) {
    const samples = await inScratch((directory) => measureAt(directory, entries));
    console.log(`\n${entries.toLocaleString("en")} entries`);
    printSamples(samples);
    for (const [one, other] of PAIRS)
      printRatio(
        `${one} ÷ ${other}, times as fast`,
        computeSpeedRatio(samples[`store: ${one}`].wall, samples[other].wall),
      );
    data[entries] = samples;
  }
  return { data, versions };
});

async function measureAt(directory, entries) {
  const raw = await rawTable(directory, entries);
  const counting = countingTable(directory, entries);
  try {
    return await benchmarkStores({
      stores: { store: { provider: nativeProvider(), directory: join(directory, "store"), entries } },
      operationNames: [...new Set(PAIRS.map(([operation]) => operation))],
      otherContestants: {
        "raw upsert": raw.upsert,
        "raw get and parse": raw.get,
        "raw all and parse": raw.all,
        "register by counting": counting.register,
      },
      ...PLAN,
    });
  } finally {
    raw.close();
    counting.close();
  }
}
