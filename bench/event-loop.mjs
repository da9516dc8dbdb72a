/*
 * How late a timer of the host is while 256 writers keep a store busy with writes that survive the loss of power: with the
 * engine on the host's own thread, and in a worker thread. In turns, in one process: `node bench/event-loop.mjs`, after a build
 * and on a quiet machine.
 */
import { createHistogram } from "node:perf_hooks";
import { createIndexGenerator, createSampleKey, createSampleValue } from "@keyed-store/conformance/bench";
import { openStateStore } from "keyed-store";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const BACKENDS = ["native", "wasm"];
const THREADS = ["main", "worker"];
const ROUNDS = 5;
const WRITERS = 256;
const ENTRIES = 1_000;
/** What is asked of the timer; how much later it comes is the delay. */
const TIMER_MS = 1;

await bench("event-loop", async ({ small }) => {
  const data = {};
  for (const backend of BACKENDS)
    data[backend] = await inScratch((place) => compare(place, backend, small ? 300 : 2_000));
  return { data };
});

async function compare(place, backend, turnMs) {
  const delays = Object.fromEntries(THREADS.map((thread) => [thread, createHistogram()]));
  const writes = Object.fromEntries(THREADS.map((thread) => [thread, 0]));
  for (let round = 0; round < ROUNDS; round++)
    for (const thread of THREADS) {
      const store = await openStateStore({ directory: `${place}/${thread}`, backend, thread, durability: "power" });
      writes[thread] += await underLoad(store, turnMs, delays[thread]);
      await store.close();
    }
  return Object.fromEntries(
    THREADS.map((thread) => {
      const at = (percentile) => delays[thread].percentile(percentile) / 1e6;
      const figures = { p50Ms: at(50), p99Ms: at(99), maxMs: delays[thread].max / 1e6 };
      const perSecond = Math.round((writes[thread] / (ROUNDS * turnMs)) * 1_000);
      const text = Object.entries(figures).map(([name, ms]) => `${name.replace("Ms", "")} ${ms.toFixed(2)} ms`);
      console.log(`${backend}, ${thread.padEnd(6)} timers late by ${text.join(", ")}; ${perSecond} writes a second`);
      return [thread, { ...figures, writesPerSecond: perSecond }];
    }),
  );
}

/** How many writes the writers get done. */
async function underLoad(store, turnMs, delays) {
  const keyed = store.openKeyedStore({ namespace: "bench", maxEntries: ENTRIES });
  const anyOf = createIndexGenerator(2 * ENTRIES);
  const end = performance.now() + turnMs;
  let writes = 0;
  const writer = async () => {
    while (performance.now() < end) {
      await keyed.register(createSampleKey(anyOf()), createSampleValue(writes));
      writes += 1;
    }
  };
  const watching = watch(end, delays);
  await Promise.all(Array.from({ length: WRITERS }, writer));
  await watching;
  return writes;
}

function watch(end, delays) {
  return new Promise((resolve) => {
    const next = (set) => {
      const now = performance.now();
      if (set !== undefined) delays.record(Math.max(1, Math.round((now - set - TIMER_MS) * 1e6)));
      if (now >= end) resolve();
      else setTimeout(next, TIMER_MS, now);
    };
    next();
  });
}
