import { readFindings } from "./read-findings.js";
import { startWriter } from "./writers.js";

/**
 * @typedef {import("@keyed-store/core").StateStore} StateStore
 *
 * @typedef {import("./writers.js").WriterOptions & {
 *   readonly directory: string;
 *   readonly durability: import("@keyed-store/core").Durability;
 * }} StartOptions
 */

const LIBRARY = "/lib/standalone.js";
const { browserProvider, createClaims, openStateStore } =
  /** @type {typeof import("@keyed-store/backend-browser/standalone")} */ (await import(LIBRARY));

/** @type {Map<number, { writer: ReturnType<typeof startWriter>, worker: Worker, store: StateStore }>} */
const running = new Map();

/** @type {Map<string, StateStore>} */
const opened = new Map();

const DURABILITY = /** @type {const} */ ("power");

/** @param {unknown} report */
const tell = (report) =>
  /** @type {typeof globalThis & { report(text: string): void }} */ (globalThis).report(JSON.stringify(report));

const tab = {
  /**
   * Starts a writer with a worker of its own.
   *
   * @param {StartOptions} options
   */
  async start(options) {
    const { directory, durability, slot } = options;
    /** @type {Worker[]} */
    const workers = [];
    const provider = browserProvider({
      worker() {
        const worker = new Worker(LIBRARY, { type: "module", name: "keyed-store" });
        workers.push(worker);
        return worker;
      },
    });
    const store = await openStateStore({ directory, durability, providers: [provider], busyTimeoutMs: 60_000 });
    const writer = startWriter(store, createClaims, options, tell);
    writer.ended.catch((error) => tell({ kind: "failed", message: `${error.code}: ${error.message}` }));
    const [worker] = workers;
    if (worker !== undefined) running.set(slot, { writer, worker, store });
  },

  /**
   * Ends the worker of a writer at once.
   *
   * @param {number} slot
   */
  terminate(slot) {
    running.get(slot)?.worker.terminate();
    running.delete(slot);
  },

  /** Returns when nothing is under way. */
  async pause() {
    await Promise.all([...running.values()].map(({ writer }) => writer.pause()));
  },

  resume() {
    for (const { writer } of running.values()) writer.resume();
  },

  /** What the store holds, as the writer of this tab sees it. */
  async read() {
    const [first] = running.values();
    return first && readFindings(first.store);
  },

  /** Ends all writers and closes their stores. */
  async end() {
    for (const { writer, store } of running.values()) {
      await writer.end();
      await store.close();
    }
    running.clear();
  },

  /**
   * Does one operation on a store that is opened for it, once for all of them. What it fails with is an answer too.
   *
   * @param {string} directory
   * @param {"register" | "lookup" | "count"} operation
   * @param {readonly any[]} args
   * @param {number} busyTimeoutMs of the store, where it is opened
   */
  async attempt(directory, operation, args, busyTimeoutMs = 20_000) {
    try {
      const options = { directory, durability: DURABILITY, providers: [browserProvider()], busyTimeoutMs };
      const store = opened.get(directory) ?? (await openStateStore(options));
      opened.set(directory, store);
      /** @type {import("@keyed-store/core").KeyedStore<unknown>} */
      const plain = store.openKeyedStore({ namespace: "plain", maxEntries: 100_000 });
      /** @type {(...all: readonly any[]) => Promise<unknown>} */
      const operate = plain[operation];
      return { value: await operate.apply(plain, [...args]) };
    } catch (error) {
      const { code, message, retryable } = /** @type {import("@keyed-store/core").KeyedStoreError} */ (error);
      return { code, message, retryable };
    }
  },

  /**
   * The files of a store as they are, as data URLs, whoever has them open.
   *
   * @param {string} directory
   */
  async copyFiles(directory) {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getDirectoryHandle(directory);
    /** @type {[name: string, address: string][]} */
    const files = [];
    for await (const [name, entry] of handle.entries())
      if (entry instanceof FileSystemFileHandle) files.push([name, await readAsDataUrl(await entry.getFile())]);
    return files;
  },
};

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function readAsDataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** @typedef {typeof tab} TabMethods */

Object.assign(globalThis, { tab });
tell({ kind: "ready" });
