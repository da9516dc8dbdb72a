/*
 * What watching costs: a process with an open store that does nothing, with 100 watchers and with none; how late a watcher learns of
 * what another process wrote; and how many writes a process makes that watches itself. Run it on a quiet machine, after a build:
 * `node bench/watching.mjs`, or `node bench/watching.mjs --small` for a look.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { computeSpread } from "@keyed-store/conformance/bench";
import { openStateStore } from "keyed-store";
import { atRest } from "./support/at-rest.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ROUNDS = 40;
const REST_MS = 10_000;
const WATCHERS = 100;
const OPTIONS = { namespace: "bench", maxEntries: 1_000 };
const ENGINES = ["native", "wasm"];
const PAIRS = ENGINES.flatMap((watcher) => ENGINES.map((writer) => [watcher, writer]));

const [, , role, backend, directory, watchers] = process.argv;
if (role === "rest") await rest();
else if (role === "write") await write();
else await bench("watching", measure);

async function measure({ small }) {
  const latencies = [];
  for (const [watcher, writer] of PAIRS) {
    const lateMs = await inScratch((base) => latency(base, watcher, writer, small ? ROUNDS / 4 : ROUNDS));
    latencies.push({ watcher, writer, lateMs });
    const [middle, worst] = [computeSpread(lateMs).median, Math.max(...lateMs)].map((ms) => `${ms.toFixed(1)} ms`);
    console.log(`${watcher.padEnd(6)} learns of what ${writer.padEnd(6)} wrote: median ${middle}, worst ${worst}`);
  }
  const writesPerSecond = {};
  for (const engine of ENGINES) {
    for (const count of [0, 1, WATCHERS]) {
      const each = await inScratch((base) => ownWrites(base, engine, count, small ? 500 : 2_000));
      writesPerSecond[`${engine}, ${count} watchers`] = each;
      console.log(
        `${engine.padEnd(6)} writes with ${String(count).padStart(3)} watchers of its own: ${each.toFixed(0)} a second`,
      );
    }
  }
  const atRestBy = {};
  for (const engine of ENGINES) {
    for (const count of [0, WATCHERS]) {
      const found = await inScratch((base) => restOf(engine, base, count, small ? REST_MS / 5 : REST_MS));
      atRestBy[`${engine}, ${count} watchers`] = found;
      const { wakeUpsPerSecond = Number.NaN, percentOfCore = Number.NaN } = found ?? {};
      console.log(
        `${engine.padEnd(6)} at rest with ${String(count).padStart(3)} watchers: ${wakeUpsPerSecond.toFixed(1)} wake-ups in a second, ${percentOfCore.toFixed(3)} % of a core`,
      );
    }
  }
  return { data: { atRest: atRestBy, latencies, writesPerSecond } };
}

async function restOf(engine, base, count, ms) {
  const child = fork(fileURLToPath(import.meta.url), ["rest", engine, base, String(count)]);
  await once(child, "message");
  try {
    return await atRest(child.pid, ms);
  } finally {
    child.kill("SIGKILL");
  }
}

/** The process at rest. */
async function rest() {
  const store = await openStateStore({ directory, backend });
  const keyed = store.openKeyedStore(OPTIONS);
  await keyed.register("key", 1);
  for (let i = 0; i < Number(watchers); i++) void keyed.watch()[Symbol.asyncIterator]().next();
  process.on("message", () => undefined);
  process.send("ready");
}

async function latency(base, watcher, writer, rounds) {
  const child = fork(fileURLToPath(import.meta.url), ["write", writer, base]);
  await once(child, "message");
  const store = await openStateStore({ directory: base, backend: watcher, busyTimeoutMs: 60_000 });
  const items = store.openKeyedStore(OPTIONS).watch()[Symbol.asyncIterator]();
  const lateMs = [];
  for (let round = 0; round < rounds; round++) {
    // At any point between two looks.
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 250));
    const next = items.next();
    child.send("write");
    const [committedAt] = await Promise.all([once(child, "message").then(([at]) => at), next]);
    lateMs.push(Math.max(0, performance.timeOrigin + performance.now() - committedAt));
  }
  child.kill("SIGKILL");
  await store.close();
  return lateMs;
}

/** The process that writes, and says when that was done. */
async function write() {
  const store = await openStateStore({ directory, backend, busyTimeoutMs: 60_000 });
  const keyed = store.openKeyedStore(OPTIONS);
  let value = 0;
  process.on("message", async () => {
    await keyed.register("key", value++);
    process.send(performance.timeOrigin + performance.now());
  });
  process.send("ready");
}

async function ownWrites(base, engine, count, writes) {
  const store = await openStateStore({ directory: base, backend: engine });
  const keyed = store.openKeyedStore(OPTIONS);
  const loops = Array.from({ length: count }, async () => {
    try {
      for await (const _change of keyed.watch());
    } catch {
      // The store was closed.
    }
  });
  const began = performance.now();
  for (let i = 0; i < writes; i++) await keyed.register(`${i % 500}`, i);
  const took = performance.now() - began;
  await store.close();
  await Promise.all(loops);
  return (writes * 1_000) / took;
}
