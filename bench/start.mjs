/*
 * From the call of `openStateStore` to the first value looked up, on a store that is there, in new processes, the
 * backends in turns. Run it on a quiet machine, after a build: `node bench/start.mjs`.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStateStore } from "keyed-store";
import { printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ROUNDS = 31;
const BACKENDS = ["native", "wasm"];
const OPTIONS = { namespace: "bench", maxEntries: 10 };

const [, , role, backend, directory] = process.argv;
if (role === "start") console.log(JSON.stringify(await start()));
else await bench("start", () => inScratch(compare));

/** What one process takes, in microseconds. */
async function start() {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const store = await openStateStore({ directory, backend });
  const value = await store.openKeyedStore(OPTIONS).lookup("key");
  const wall = performance.now() - began;
  const cpu = process.cpuUsage(cpuBefore);
  await store.close();
  if (value !== 1) throw new Error("the value is not there");
  return { wall: wall * 1_000, cpu: cpu.user + cpu.system };
}

async function compare(base) {
  const data = Object.fromEntries(BACKENDS.map((name) => [name, { wall: [], cpu: [] }]));
  for (const name of BACKENDS) {
    const store = await openStateStore({ directory: join(base, name), backend: name });
    await store.openKeyedStore(OPTIONS).register("key", 1);
    await store.close();
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of BACKENDS) {
      const { wall, cpu } = startAnew(name, join(base, name));
      data[name].wall.push(wall);
      data[name].cpu.push(cpu);
    }
  }
  printSamples(data);
  return { data };
}

function startAnew(name, directory) {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [script, "start", name, directory], { encoding: "utf8" }));
}
