/*
 * From the call of `openStateStore` to the first value looked up, on a store that is there, in new processes; and beside it
 * what a bare better-sqlite3 takes from its loading to the first value: it opens a database, makes sure that there is a table, and gets.
 * The store is loaded from the packages as they would be published. The contestants take turns, and each ratio is of one round. Run it
 * on a quiet machine, after a build: `node bench/start.mjs`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { computeSpread } from "@keyed-store/conformance/bench";
import { installTarballs, pack } from "../scripts/tarballs.mjs";
import { loadDatabase } from "./support/load-database.mjs";
import { printRatio, printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ROUNDS = 31;
const BACKENDS = ["native", "wasm"];
const BARE = "bare better-sqlite3";
const OPTIONS = { namespace: "bench", maxEntries: 10 };

const [, , role, contestant, directory, installed] = process.argv;
if (role === "start") console.log(JSON.stringify(await start()));
else await bench("start", () => inScratch(compare));

/** What one process takes, in microseconds. */
async function start() {
  const { openStateStore } = contestant === BARE ? {} : await import(publishedStore(installed));
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const { value, close } = contestant === BARE ? lookUpInTable() : await lookUpInStore(openStateStore);
  const wall = performance.now() - began;
  const cpu = process.cpuUsage(cpuBefore);
  await close();
  if (value !== 1) throw new Error("the value is not there");
  return { wall: wall * 1_000, cpu: cpu.user + cpu.system };
}

function publishedStore(place) {
  return createRequire(join(place, "program.js")).resolve("keyed-store");
}

async function lookUpInStore(openStateStore) {
  const store = await openStateStore({ directory, backend: contestant });
  const value = await store.openKeyedStore(OPTIONS).lookup("key");
  return { value, close: () => store.close() };
}

function lookUpInTable() {
  const database = new (loadDatabase().Database)(join(directory, "raw.sqlite"));
  database.exec("CREATE TABLE IF NOT EXISTS kv (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
  const row = database.prepare("SELECT value FROM kv WHERE key = ?").get("key");
  return { value: JSON.parse(row?.value ?? "null"), close: () => database.close() };
}

async function compare(base) {
  const place = join(base, "published");
  mkdirSync(place);
  await installTarballs(place, await pack(place));
  const { openStateStore } = await import(publishedStore(place));
  for (const name of BACKENDS) {
    const store = await openStateStore({ directory: join(base, name), backend: name });
    await store.openKeyedStore(OPTIONS).register("key", 1);
    await store.close();
  }
  makeTable(join(base, BARE));
  const contestants = [...BACKENDS, BARE];
  const data = Object.fromEntries(contestants.map((name) => [name, { wall: [], cpu: [] }]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of contestants) {
      const { wall, cpu } = startAnew(name, join(base, name), place);
      data[name].wall.push(wall);
      data[name].cpu.push(cpu);
    }
  }
  printSamples(data);
  for (const name of BACKENDS) {
    const ratios = data[name].wall.map((wall, round) => wall / data[BARE].wall[round]);
    printRatio(`${name}: open to first lookup ÷ ${BARE}, times as long`, computeSpread(ratios));
  }
  return { data };
}

function makeTable(place) {
  mkdirSync(place);
  const database = new (loadDatabase().Database)(join(place, "raw.sqlite"));
  database.pragma("journal_mode=WAL");
  database.exec("CREATE TABLE kv (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
  database.exec("INSERT INTO kv VALUES ('key', '1')");
  database.close();
}

function startAnew(name, place, installedPlace) {
  const script = fileURLToPath(import.meta.url);
  const args = [script, "start", name, place, installedPlace];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}
