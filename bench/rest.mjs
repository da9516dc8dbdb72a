/*
 * What a store costs that is open and that nobody uses: how often a thread of its process is woken in a second, and what
 * share of a core it takes; beside a process that has none. Linux alone tells. After a build: `node bench/rest.mjs`, or
 * `node bench/rest.mjs --small` for a look. A busy machine changes little, since only the process itself is looked at.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openStateStore } from "keyed-store";
import { atRest } from "./support/at-rest.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const REST_MS = 10_000;
const WAYS = [
  { name: "no store" },
  { name: "native", backend: "native" },
  { name: "wasm", backend: "wasm" },
  { name: "native, in a worker thread", backend: "native", thread: "worker" },
  { name: "wasm, in a worker thread", backend: "wasm", thread: "worker" },
];

const [, , role, way, directory] = process.argv;
if (role === "rest") await rest(JSON.parse(way));
else await bench("rest", measure);

/** Opens a store, writes once, and does nothing more. */
async function rest({ backend, thread }) {
  process.on("message", () => undefined); // keeps the process
  if (backend !== undefined) {
    const store = await openStateStore({ directory, backend, thread });
    await store.openKeyedStore({ namespace: "bench", maxEntries: 100 }).register("key", 0);
  }
  process.send("ready");
}

async function measure({ small }) {
  const data = {};
  for (const { name, ...options } of WAYS) {
    data[name] = await inScratch((base) => restOf(base, options, small ? REST_MS / 5 : REST_MS));
    const { wakeUpsPerSecond = Number.NaN, percentOfCore = Number.NaN } = data[name] ?? {};
    const figures = [`${wakeUpsPerSecond.toFixed(1)} wake-ups in a second`, `${percentOfCore.toFixed(3)} % of a core`];
    console.log(`${name.padEnd(27)} ${figures.join(", ")}`);
  }
  return { data };
}

async function restOf(base, options, ms) {
  const child = fork(fileURLToPath(import.meta.url), ["rest", JSON.stringify(options), base]);
  try {
    await once(child, "message");
    return await atRest(child.pid, ms);
  } finally {
    child.kill("SIGKILL");
  }
}
