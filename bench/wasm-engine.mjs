/*
 * The wasm engine alone, below all rules, against better-sqlite3 and node-sqlite3-wasm: single commits and single reads, in
 * one process and in turns; and the time from nothing to the first read, in new processes. `node bench/wasm-engine.mjs`, after
 * a build and on a quiet machine; it installs the others in `bench/rivals` when they are not there.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createNodeDisk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { computeSpeedRatio, measure } from "@keyed-store/conformance/bench";
import { drawn } from "./support/drawn.mjs";
import { loadDatabase } from "./support/load-database.mjs";
import { printRatio, printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { installRivals, rival } from "./support/rivals.mjs";
import { inScratch } from "./support/scratch.mjs";

const KEYS = 5_000;
const STARTS = 21;
const PLAN = { rounds: 30, turnMs: 50 };
const TABLE =
  "CREATE TABLE IF NOT EXISTS entry(namespace_id INTEGER, key TEXT, json TEXT, created_at INTEGER, " +
  "PRIMARY KEY (namespace_id, key)) STRICT, WITHOUT ROWID";
const PUT = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)";
const GET = "SELECT json FROM entry WHERE namespace_id = ? AND key = ?";
const SETTINGS = ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL"];
const ALONE = ["PRAGMA locking_mode=EXCLUSIVE", ...SETTINGS];

async function wasm(path) {
  const connection = (await loadDriver(createNodeDisk)).open({ path, readOnly: false });
  for (const setting of SETTINGS) connection.prepare(setting).all();
  connection.exec(TABLE);
  return { put: connection.prepare(PUT).run, get: connection.prepare(GET).get, close: connection.close };
}

function native(path) {
  const database = new (loadDatabase().Database)(path);
  for (const setting of SETTINGS) database.exec(setting);
  database.exec(TABLE);
  const put = database.prepare(PUT);
  const get = database.prepare(GET).raw();
  return { put: (...row) => put.run(...row), get: (...key) => get.get(...key), close: () => database.close() };
}

const other = (settings) => async (path) => {
  const { module } = await rival("node-sqlite3-wasm");
  const database = new module.default.Database(path);
  for (const setting of settings) database.all(setting);
  database.exec(TABLE);
  const put = database.prepare(PUT);
  const get = database.prepare(GET);
  return {
    put: (...row) => put.run(row),
    get: (...key) => get.get(key),
    close: () => {
      for (const statement of [put, get]) statement.finalize();
      database.close();
    },
  };
};

const ENGINES = {
  wasm,
  "better-sqlite3": native,
  "node-sqlite3-wasm as it ships": other([]),
  "node-sqlite3-wasm, exclusive WAL": other(ALONE),
};

const [, , role, directory] = process.argv;
if (role === "start") console.log(JSON.stringify(await start()));
else await bench("wasm-engine", () => inScratch(compare));

async function compare(base) {
  await installRivals();
  const samples = await race(base);
  printSamples(samples);
  for (const name of Object.keys(ENGINES).slice(1))
    for (const operation of ["write", "read"])
      printRatio(
        `${operation}: wasm ÷ ${name}, times as fast`,
        computeSpeedRatio(samples[`wasm: ${operation}`].wall, samples[`${name}: ${operation}`].wall),
      );
  const starts = { wall: [], cpu: [] };
  for (let turn = 0; turn < STARTS; turn++) {
    const { wall, cpu } = startAnew(join(base, "wasm"));
    starts.wall.push(wall);
    starts.cpu.push(cpu);
  }
  printSamples({ "wasm: loading the engine to the first read": starts });
  const versions = {
    "better-sqlite3": loadDatabase().version,
    "node-sqlite3-wasm": (await rival("node-sqlite3-wasm")).version,
  };
  return { data: { samples, starts }, versions };
}

async function race(base) {
  const contestants = {};
  const opened = [];
  for (const [name, open] of Object.entries(ENGINES)) {
    const place = join(base, name.replace(/\W+/g, "-"));
    mkdirSync(place);
    const engine = await open(join(place, "state.sqlite"));
    opened.push(engine);
    const { key, value } = drawn(KEYS);
    const put = () => engine.put(1, key(), JSON.stringify(value()), Date.now());
    for (let i = 0; i < KEYS; i++) put();
    contestants[`${name}: write`] = { run: put };
    contestants[`${name}: read`] = { run: () => engine.get(1, key()) };
  }
  const samples = await measure(contestants, PLAN);
  for (const { close } of opened) close();
  return samples;
}

/** What a new process takes from the loaded code to the first row, in microseconds. */
async function start() {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const { get, close } = await wasm(join(directory, "state.sqlite"));
  get(1, drawn(1).key());
  const wall = (performance.now() - began) * 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  close();
  return { wall, cpu: cpu.user + cpu.system };
}

function startAnew(place) {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [script, "start", place], { encoding: "utf8" }));
}
