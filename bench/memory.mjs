/*
 * How much a process grows over 30,000 mixed operations: its resident memory, the heap of the wasm engine in it. Each
 * backend in processes of its own, in turns: `node bench/memory.mjs`, after a build.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createIndexGenerator, createSampleKey, createSampleValue, median } from "@keyed-store/conformance/bench";
import { openStateStore } from "keyed-store";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const BACKENDS = ["native", "wasm"];
const ROUNDS = 5;
const OPERATIONS = 30_000;
/** So many come first, so that what is made once and kept is there. */
const WARM_UP = 6_000;
const ENTRIES = 900;
/** Full when the warm-up is over: fewer than the keys. */
const CACHE_BYTES = 256 * 1_024;

const [, , role, backend] = process.argv;
if (role === "grow") console.log(JSON.stringify(await inScratch(grow)));
else await bench("memory", compare);

function compare() {
  const script = fileURLToPath(import.meta.url);
  const data = Object.fromEntries(BACKENDS.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const name of BACKENDS)
      data[name].push(
        JSON.parse(execFileSync(process.execPath, ["--expose-gc", script, "grow", name], { encoding: "utf8" })),
      );
  for (const [name, runs] of Object.entries(data)) {
    const middle = (one) => median(runs.map(one));
    const mega = (bytes) => (bytes / 2 ** 20).toFixed(1);
    const growth = `${middle(([before, after]) => after / before).toFixed(3)} times`;
    const later = `${middle(([, after, later]) => later / after).toFixed(3)} times over as many more`;
    console.log(`${name.padEnd(7)} ${mega(middle(([before]) => before))} MB, then ${growth}, and ${later}`);
  }
  return { data };
}

/** The resident memory before, after 30,000 operations, and after as many more. */
async function grow(directory) {
  const store = await openStateStore({ directory, backend, cacheBytes: CACHE_BYTES });
  const keyed = store.openKeyedStore({ namespace: "bench", maxEntries: ENTRIES, defaultTtlMs: 60_000 });
  const anyOf = createIndexGenerator(2 * ENTRIES);
  const work = async (operations) => {
    for (let i = 0; i < operations; i++) {
      const key = createSampleKey(anyOf());
      if (i % 10 < 5) await keyed.register(key, createSampleValue(i));
      else if (i % 10 < 8) await keyed.lookup(key);
      else if (i % 10 < 9) await keyed.consume(key);
      else if (i % 1_000 === 999) await keyed.entries();
      else await keyed.registerIfAbsent(key, createSampleValue(i));
    }
    return resident();
  };
  await work(WARM_UP);
  const before = resident();
  const after = await work(OPERATIONS);
  const later = await work(OPERATIONS);
  await store.close();
  return [before, after, later];
}

function resident() {
  globalThis.gc();
  return process.memoryUsage.rss();
}
