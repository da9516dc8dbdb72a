import { closeSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { seededRandom } from "../seeded-random.mjs";

/*
 * Behaves as virus scanners do on Windows: opens files below a directory at random, so that nobody else can open or remove
 * them, and holds each for up to 300 ms. It is a thread of its own, so that it goes on while others hold up theirs.
 */

/** libuv's UV_FS_O_EXLOCK: share the file with nobody. */
const SHARE_NOTHING = 0x10000000;
const LONGEST_MS = 300;

/**
 * @param {string} directory
 * @param {number} seed
 */
export function startScanner(directory, seed) {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { scanner: { directory, seed, stop } } });
  return {
    /** @returns {Promise<Record<string, number>>} how many files of each kind it has held */
    stop() {
      const told = new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
      Atomics.store(stop, 0, 1);
      Atomics.notify(stop, 0);
      return told;
    },
  };
}

if (workerData?.scanner !== undefined) parentPort?.postMessage(scan(workerData.scanner));

/** @param {{ directory: string, seed: number, stop: Int32Array }} task */
function scan({ directory, seed, stop }) {
  /** @type {Record<string, number>} */
  const held = { database: 0, log: 0, record: 0, other: 0 };
  const random = seededRandom(seed);
  while (Atomics.load(stop, 0) === 0) {
    const files = listFiles(directory);
    const path = files[Math.floor(random() * files.length)];
    const handle = path === undefined ? undefined : tryOpen(path);
    if (handle !== undefined && path !== undefined) {
      const kind = classifyFile(path);
      held[kind] = (held[kind] ?? 0) + 1;
      // Mostly short, so that it meets many files; now and then as long as it may.
      Atomics.wait(stop, 0, 0, 1 + LONGEST_MS * random() ** 3);
      closeSync(handle);
    }
    Atomics.wait(stop, 0, 0, 1 + 30 * random());
  }
  return held;
}

/** @param {string} directory */
function listFiles(directory) {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  } catch {
    return []; // A directory went away meanwhile.
  }
}

/** @param {string} path */
function tryOpen(path) {
  try {
    return openSync(path, SHARE_NOTHING);
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function classifyFile(path) {
  if (/\.sessions[\\/][^\\/]*$/.test(path)) return "record";
  if (path.endsWith("-wal")) return "log";
  return path.endsWith(".sqlite") ? "database" : "other";
}
