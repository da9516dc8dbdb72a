/*
 * From the call of `openStateStore` to the first value looked up, on a store that is there, in new processes, the
 * backends in turns. Run it on a quiet machine, after a build: `node bench/start.mjs`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStateStore } from "keyed-store";

const ROUNDS = 21;
const BACKENDS = ["native", "wasm"];
const OPTIONS = { namespace: "bench", maxEntries: 10 };

const [, , backend, directory] = process.argv;
if (backend === undefined) await compare();
else console.log(JSON.stringify(await start()));

/** What one process takes, in milliseconds. */
async function start() {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const store = await openStateStore({ directory, backend });
  const value = await store.openKeyedStore(OPTIONS).lookup("key");
  const wall = performance.now() - began;
  const cpu = process.cpuUsage(cpuBefore);
  await store.close();
  if (value !== 1) throw new Error("the value is not there");
  return { wall, cpu: (cpu.user + cpu.system) / 1_000 };
}

async function compare() {
  const base = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
  try {
    const took = Object.fromEntries(BACKENDS.map((name) => [name, []]));
    for (const name of BACKENDS) {
      const store = await openStateStore({ directory: join(base, name), backend: name });
      await store.openKeyedStore(OPTIONS).register("key", 1);
      await store.close();
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of BACKENDS) took[name].push(startAnew(name, join(base, name)));
    }
    for (const name of BACKENDS) {
      const [wall, cpu] = ["wall", "cpu"].map((figure) => took[name].map((one) => one[figure]).sort((a, b) => a - b));
      const [best, middle] = [wall[0], wall[ROUNDS >> 1]].map((ms) => ms.toFixed(1));
      console.log(
        `${name.padEnd(7)} best ${best} ms, median ${middle} ms, processor ${cpu[ROUNDS >> 1].toFixed(1)} ms`,
      );
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function startAnew(name, directory) {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [script, name, directory], { encoding: "utf8" }));
}
