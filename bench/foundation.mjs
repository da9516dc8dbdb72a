/*
 * What the rules cost: the native backend through its public API against one bare table of better-sqlite3, in one
 * process, in turns. Run it on a quiet machine: `node bench/foundation.mjs`, after a build. `--small` leaves out the
 * million.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fullStore } from "./support/full-store.mjs";
import { measure } from "./support/measure.mjs";
import { rawTable } from "./support/raw-table.mjs";
import { sampleKey, sampleValue, scattered } from "./support/shapes.mjs";

const SIZES = process.argv.includes("--small") ? [1_000] : [1_000, 1_000_000];
const IN_FLIGHT = 100;
/** More than are written in all rounds. */
const NEW_KEYS = 200_000;
const VALUES = 4_099;

const base = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
try {
  const times = {};
  for (const entries of SIZES) times[entries] = await measureAt(entries);
  report(times);
} finally {
  rmSync(base, { recursive: true, force: true });
}

async function measureAt(entries) {
  const raw = rawTable(base, entries, sampleKey, sampleValue);
  const store = await fullStore(base, entries, sampleKey, sampleValue);
  const options = { namespace: "bench", maxEntries: entries };
  const sync = store.openSyncKeyedStore(options);
  const async = store.openKeyedStore(options);
  // Made before, so that nothing is timed but stores.
  const keys = Array.from({ length: entries + NEW_KEYS }, (_, i) => sampleKey(i));
  const values = Array.from({ length: VALUES }, (_, i) => sampleValue(i));
  const anyOf = scattered(entries);
  let next = entries;
  let used = 0;
  const newKey = () => keys[next++];
  const presentKey = () => keys[next - 1 - anyOf()];
  const value = () => values[used++ % VALUES];
  const times = await measure(
    {
      "raw upsert": () => raw.upsert(keys[anyOf()], value()),
      "register, new key": () => sync.register(newKey(), value()),
      "register, awaited": () => async.register(newKey(), value()),
      "register, same keys": () => sync.register(presentKey(), value()),
      "register, 100 in flight": () =>
        Promise.all(Array.from({ length: IN_FLIGHT }, () => async.register(newKey(), value()))),
      "raw get and parse": () => raw.get(keys[anyOf()]),
      lookup: () => sync.lookup(presentKey()),
      "lookup, awaited": () => async.lookup(presentKey()),
    },
    { rounds: 20, operations: 2_000, weight: { "register, 100 in flight": IN_FLIGHT } },
  );
  raw.close();
  await store.close();
  return times;
}

function report(times) {
  for (const [entries, row] of Object.entries(times)) {
    console.log(`\n${Number(entries).toLocaleString("en")} entries, microseconds for one operation`);
    for (const [name, time] of Object.entries(row)) console.log(`  ${name.padEnd(26)}${time.toFixed(1).padStart(8)}`);
  }
  const [small, large] = SIZES.map((entries) => times[entries]);
  console.log("\nratios");
  tell("register, new key ÷ raw upsert", small["raw upsert"] / small["register, new key"], ">= 0.45");
  tell("100 in flight ÷ raw upsert", small["raw upsert"] / small["register, 100 in flight"], ">= 1.8");
  tell("lookup ÷ raw get and parse", small["raw get and parse"] / small.lookup, ">= 0.7");
  tell("lookup, awaited ÷ raw get and parse", small["raw get and parse"] / small["lookup, awaited"], ">= 0.5");
  if (large === undefined) return;
  const growth = large["register, new key"] / small["register, new key"];
  tell("growth to a million over raw's own", growth / (large["raw upsert"] / small["raw upsert"]), "<= 1.3");
}

function tell(name, ratio, target) {
  console.log(`  ${name.padEnd(38)}${ratio.toFixed(2).padStart(6)}   target ${target}`);
}
