// Measures the wasm engine against better-sqlite3 and, where it is given, node-sqlite3-wasm: single commits, single
// reads, and the time from nothing to the first lookup. All in one run, in turns, since machines change their mood.
//
//   node bench/wasm-engine.mjs [path of an installed node-sqlite3-wasm]
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 7;
const WRITES = 10_000;
const READS = 50_000;
const KEYS = 5_000;
const TABLE =
  "CREATE TABLE IF NOT EXISTS entry(namespace_id INTEGER, key TEXT, json TEXT, created_at INTEGER, " +
  "PRIMARY KEY (namespace_id, key)) STRICT, WITHOUT ROWID";
const PUT = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)";
const GET = "SELECT json FROM entry WHERE namespace_id = ? AND key = ?";
const JSON_TEXT = JSON.stringify({ repliedAt: 1_700_000_000_000, note: "x".repeat(60) });
const SETTINGS = ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL"];

async function wasm(path) {
  const { loadDriver, nodeDisk } = await import("@keyed-store/backend-wasm/testing");
  const connection = (await loadDriver(nodeDisk)).open({ path, readOnly: false });
  for (const setting of SETTINGS) connection.prepare(setting).all();
  connection.exec(TABLE);
  return { put: connection.prepare(PUT).run, get: connection.prepare(GET).get, close: connection.close };
}

async function native(path) {
  const Database = createRequire(import.meta.url)("better-sqlite3");
  const database = new Database(path);
  for (const setting of SETTINGS) database.exec(setting);
  database.exec(TABLE);
  const put = database.prepare(PUT);
  const get = database.prepare(GET).raw();
  return { put: (...row) => put.run(...row), get: (...key) => get.get(...key), close: () => database.close() };
}

function other(directory, settings) {
  return async (path) => {
    const { Database } = createRequire(join(resolve(directory), "package.json"))("node-sqlite3-wasm");
    const database = new Database(path);
    for (const setting of settings) database.all(setting);
    database.exec(TABLE);
    const put = database.prepare(PUT);
    const get = database.prepare(GET);
    return { put: (...row) => put.run(row), get: (...key) => get.get(key), close: () => database.close() };
  };
}

const [, , argument, startDirectory] = process.argv;

if (argument === "--start") {
  await import("@keyed-store/backend-wasm/testing");
  const began = performance.now();
  const { get, close } = await wasm(join(startDirectory, "state.sqlite"));
  get(1, "key-1");
  console.log(performance.now() - began);
  close();
} else {
  await compare();
}

async function compare() {
  const engines = [
    ["wasm (sql.js)", wasm, WRITES, READS],
    ["better-sqlite3", native, WRITES, READS],
  ];
  if (argument !== undefined) {
    engines.push(["node-sqlite3-wasm as it ships", other(argument, []), WRITES / 20, READS / 20]);
    const alone = ["PRAGMA locking_mode=EXCLUSIVE", ...SETTINGS];
    engines.push(["node-sqlite3-wasm, exclusive WAL", other(argument, alone), WRITES, READS]);
  }
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
  try {
    const rates = await measure(engines, directory);
    const base = rates.get("better-sqlite3");
    for (const [name, { writes, reads }] of rates) {
      const ratio = `writes ${(writes / base.writes).toFixed(2)}, reads ${(reads / base.reads).toFixed(2)} of native`;
      console.log(`${name.padEnd(34)} ${perSecond(writes)} writes/s  ${perSecond(reads)} reads/s   ${ratio}`);
    }
    const starts = Array.from({ length: 2 * ROUNDS }, () => start(directory)).slice(1);
    const [best, middle] = [Math.min(...starts), median(starts)].map((took) => took.toFixed(0));
    console.log(`wasm, loading the engine to the first lookup, in new processes: best ${best} ms, median ${middle} ms`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The median rate of each engine over all rounds, the first of which only warms up. */
async function measure(engines, directory) {
  const opened = [];
  for (const [name, open, writes, reads] of engines) {
    const path = join(mkdtempSync(join(directory, "rates-")), "state.sqlite");
    opened.push({ name, engine: await open(path), writes, reads, writeRates: [], readRates: [] });
  }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { engine, writes, reads, writeRates, readRates } of opened) {
      const write = rate(writes, (index) => engine.put(1, `key-${index % KEYS}`, JSON_TEXT, Date.now()));
      const read = rate(reads, (index) => engine.get(1, `key-${index % Math.min(KEYS, writes)}`));
      if (round === 0) continue;
      writeRates.push(write);
      readRates.push(read);
    }
  }
  for (const { engine } of opened) engine.close();
  return new Map(opened.map((one) => [one.name, { writes: median(one.writeRates), reads: median(one.readRates) }]));
}

function rate(times, action) {
  const began = performance.now();
  for (let index = 0; index < times; index++) action(index);
  return times / ((performance.now() - began) / 1000);
}

function start(directory) {
  return Number(
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--start", directory], { encoding: "utf8" }),
  );
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function perSecond(value) {
  return Math.round(value).toLocaleString("en").padStart(9);
}
