/*
 * The store against others, each doing the same work at the same durability, in one process and in turns: 1,000 entries of
 * about a hundred bytes, written over, read and listed. `node bench/rivals.mjs`, after a build and on a quiet machine; it installs
 * the others in `bench/rivals` when they are not there. Who cannot run on this Node is left out and named.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { createSampleKey, createSampleValue, measure } from "@keyed-store/conformance/bench";
import { CONTESTANTS } from "./contestants/index.mjs";
import { drawn } from "./support/drawn.mjs";
import { printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { installRivals } from "./support/rivals.mjs";
import { inScratch } from "./support/scratch.mjs";

const ENTRIES = 1_000;
const IN_FLIGHT = 100;
const PLAN = { rounds: 15, turnMs: 150 };
const DURABILITIES = ["process", "power"];

await bench("rivals", async () => {
  await installRivals();
  const data = { can: Object.fromEntries(CONTESTANTS.map(({ name, can }) => [name, can])), missing: {}, samples: {} };
  const versions = {};
  for (const durability of DURABILITIES) {
    data.samples[durability] = await inScratch(async (directory) => {
      const opened = await openAll(directory, durability, data.missing);
      for (const { name, version } of opened) versions[name] = version;
      const samples = await measure(Object.fromEntries(opened.flatMap(operationsOf)), PLAN);
      for (const { close } of opened) await close();
      return samples;
    });
    console.log(`\n${durability === "power" ? "durable when power fails" : "durable when the process dies"}`);
    printSamples(data.samples[durability]);
  }
  for (const [name, why] of Object.entries(data.missing)) console.log(`${name} did not take part: ${why}`);
  return { data, versions };
});

/** All that can run here, full and seen to give what they were given. */
async function openAll(directory, durability, missing) {
  const opened = [];
  for (const { name, durabilities = DURABILITIES, open } of CONTESTANTS) {
    if (!durabilities.includes(durability)) continue;
    const place = join(directory, name.replace(/\W+/g, "-"));
    mkdirSync(place, { mode: 0o700 });
    try {
      const store = await open({ directory: place, durability, entries: ENTRIES });
      await fill(name, store);
      opened.push({ name, ...store });
    } catch (error) {
      missing[name] = String((error.cause ?? error).message)
        .split("\n")[0]
        .replaceAll(process.cwd(), ".");
    }
  }
  return opened;
}

async function fill(name, { set, setNow, get, getNow, all }) {
  for (let i = 0; i < ENTRIES; i++) await (set ?? setNow)(createSampleKey(i), createSampleValue(i));
  for (const read of [get, getNow].filter(Boolean))
    if (!isDeepStrictEqual(await read(createSampleKey(7)), createSampleValue(7)))
      throw new Error(`${name} gives another value`);
  const listed = await all();
  if (listed.length !== ENTRIES) throw new Error(`${name} lists ${listed.length} of ${ENTRIES} entries`);
}

/** What is timed of each, as far as it has it. */
function operationsOf({ name, set, setNow, get, getNow, all }) {
  const { key, value } = drawn(ENTRIES);
  const operations = {
    set: set && { run: () => set(key(), value()) },
    "set at once": setNow && { run: () => setNow(key(), value()) },
    "set, 100 in flight": set && {
      run: () => Promise.all(Array.from({ length: IN_FLIGHT }, () => set(key(), value()))),
      per: IN_FLIGHT,
    },
    get: get && { run: () => get(key()) },
    "get at once": getNow && { run: () => getNow(key()) },
    "get, 100 in flight": get && {
      run: () => Promise.all(Array.from({ length: IN_FLIGHT }, () => get(key()))),
      per: IN_FLIGHT,
    },
    all: { run: all },
  };
  return Object.entries(operations)
    .filter(([, contestant]) => contestant !== undefined)
    .map(([operation, contestant]) => [`${name}: ${operation}`, contestant]);
}
