import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { argv, exit } from "node:process";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

/*
 * Runs under Node for Windows: each kind of file of a store is held by another program, for 300 ms, at the moment when it is
 * needed; and once for so long that nobody waits for it. `node.exe held.mjs <file for the result>`.
 */

const SHARE_NOTHING = 0x10000000;
const ONCE = new Int32Array(new SharedArrayBuffer(4));

if (isMainThread) await main();
else
  parentPort?.on("message", ({ path, ms, isHeld }) => {
    const handle = openSync(path, SHARE_NOTHING);
    Atomics.store(isHeld, 0, 1);
    Atomics.notify(isHeld, 0);
    Atomics.wait(ONCE, 0, 0, ms);
    closeSync(handle);
  });

async function main() {
  const [file = ""] = argv.slice(2);
  const place = resolve(`${file}-files`);
  mkdirSync(place);
  const { openStateStore } = await import("@keyed-store/core");
  const { wasmProvider } = await import("@keyed-store/backend-wasm");
  const holder = new Worker(new URL(import.meta.url));

  /** @type {(path: string, ms: number) => void} */
  function hold(path, ms) {
    const isHeld = new Int32Array(new SharedArrayBuffer(4));
    holder.postMessage({ path, ms, isHeld });
    if (Atomics.wait(isHeld, 0, 0, 10_000) === "timed-out") throw new Error(`${path} could not be held`);
  }
  const newPlace = () => mkdtempSync(join(place, "store-"));
  /** @type {(directory: string, options?: object) => ReturnType<typeof openStateStore>} */
  const open = (directory, options) => openStateStore({ directory, providers: [wasmProvider()], ...options });
  /** @type {(store: Awaited<ReturnType<typeof open>>) => import("@keyed-store/core").KeyedStore<number>} */
  const keyed = (store) => store.openKeyedStore({ namespace: "held", maxEntries: 10 });

  /** A closed store with one entry, and with `inLog` as a process leaves it that was killed. */
  async function closedStore({ inLog = false } = {}) {
    const directory = newPlace();
    const files = ["state.sqlite", "state.sqlite-wal"].map((name) => join(directory, name));
    const store = await open(directory);
    await keyed(store).register("key", 1);
    const [record = ""] = readdirSync(join(directory, "state.sqlite.sessions"));
    if (inLog) for (const path of files) copyFileSync(path, `${path}.copy`);
    await store.close();
    if (inLog) for (const path of files) renameSync(`${path}.copy`, path);
    return { directory, database: files[0] ?? "", log: files[1] ?? "", record };
  }
  /** @param {string} directory */
  async function reads(directory) {
    const store = await open(directory);
    const value = await keyed(store).lookup("key");
    await store.close();
    if (value !== 1) throw new Error(`the value is ${value}`);
    const left = readdirSync(directory, { recursive: true }).filter((name) => name !== "state.sqlite.sessions");
    if (left.join() !== "state.sqlite") throw new Error(`what is left is ${left.join()}`);
  }

  /** @type {Record<string, () => Promise<void>>} */
  const trials = {
    async "the database held while it is opened"() {
      const { directory, database } = await closedStore();
      hold(database, 300);
      await reads(directory);
    },
    async "the log held while it is recovered"() {
      const { directory, log } = await closedStore({ inLog: true });
      hold(log, 300);
      await reads(directory);
    },
    async "the record of a dead process held while it is cleared away"() {
      const { directory, record } = await closedStore();
      // No process of Windows has a pid that is no multiple of four.
      const dead = join(
        directory,
        "state.sqlite.sessions",
        record.replace(/^(exclusive\.wasm\.)\d+\.[^.]+/, "$1999999.-"),
      );
      writeFileSync(dead, "");
      hold(dead, 300);
      await reads(directory);
    },
    async "its own record held while it closes"() {
      const directory = newPlace();
      const store = await open(directory);
      await keyed(store).register("key", 1);
      const [record = ""] = readdirSync(join(directory, "state.sqlite.sessions"));
      hold(join(directory, "state.sqlite.sessions", record), 300);
      await store.close();
      await reads(directory);
    },
    async "a database that is held for longer is refused with an error that may pass"() {
      const { directory, database } = await closedStore();
      hold(database, 4_000);
      const error = await reads(directory).then(
        () => new Error("it was opened"),
        (/** @type {unknown} */ reason) => reason,
      );
      const { code, retryable } = /** @type {{ code?: string, retryable?: boolean }} */ (error);
      if (code !== "KEYED_STORE_OPEN_FAILED" || retryable !== true) throw error;
    },
    async "no modes: no warning, and strictPermissions opens"() {
      /** @type {string[]} */
      const told = [];
      const onEvent = (/** @type {{ type: string }} */ { type }) => told.push(type);
      await (await open(newPlace(), { strictPermissions: true, onEvent })).close();
      if (told.includes("permission-warning")) throw new Error("it warned of permissions");
    },
  };
  /** @type {string[]} */
  const problems = [];
  for (const [name, trial] of Object.entries(trials))
    await trial().catch((error) => problems.push(`${name}: ${String(error)}`));
  await holder.terminate();
  writeFileSync(file, JSON.stringify({ trials: Object.keys(trials).length, problems }));
  rmSync(place, { recursive: true, force: true, maxRetries: 10 });
  exit();
}
