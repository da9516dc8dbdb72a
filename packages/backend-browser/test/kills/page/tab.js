import { readFindings } from "./read-findings.js";
import { startWriter } from "./writers.js";

/** @typedef {import("@keyed-store/core").StateStore} StateStore */

const LIBRARY = "/lib/standalone.js";
const { browserProvider, createClaims, openStateStore } =
  /** @type {typeof import("@keyed-store/backend-browser/standalone")} */ (await import(LIBRARY));

/** @type {Map<number, { writer: ReturnType<typeof startWriter>, worker: Worker, store: StateStore }>} */
const running = new Map();

/** @type {Map<string, StateStore>} */
const opened = new Map();

/** @param {unknown} report */
const tell = (report) =>
  /** @type {typeof globalThis & { report(text: string): void }} */ (globalThis).report(JSON.stringify(report));

/** @type {import("../tab-methods.js").TabMethods} */
const tab = {
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

  terminate(slot) {
    running.get(slot)?.worker.terminate();
    running.delete(slot);
  },

  async pause() {
    await Promise.all([...running.values()].map(({ writer }) => writer.pause()));
  },

  resume() {
    for (const { writer } of running.values()) writer.resume();
  },

  async read() {
    const [first] = running.values();
    return first && readFindings(first.store);
  },

  async end() {
    for (const { writer, store } of running.values()) {
      await writer.end();
      await store.close();
    }
    running.clear();
  },

  async attempt(directory, operation, args, busyTimeoutMs = 20_000) {
    try {
      const store =
        opened.get(directory) ??
        (await openStateStore({ directory, durability: "power", providers: [browserProvider()], busyTimeoutMs }));
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

  async copyFiles(directory) {
    for (;;) {
      const copies = await copyFilesUnlessChanged(directory);
      if (copies !== undefined) return copies;
    }
  },
};

/**
 * The files at one moment. Undefined where they changed meanwhile: a session that nobody writes to may yet give them back, for which
 * it moves the log into the database.
 *
 * @param {string} directory
 */
async function copyFilesUnlessChanged(directory) {
  try {
    const files = await listFiles(directory);
    const copies = await Promise.all(
      files.map(async (file) => /** @type {const} */ ([file.name, await readAsDataUrl(file)])),
    );
    return describeState(await listFiles(directory)) === describeState(files) ? copies : undefined;
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === "NotReadableError" || name === "NotFoundError") return undefined;
    throw error;
  }
}

/** @param {string} directory */
async function listFiles(directory) {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getDirectoryHandle(directory);
  /** @type {File[]} */
  const files = [];
  for await (const entry of handle.values())
    if (entry instanceof FileSystemFileHandle) files.push(await entry.getFile());
  return files;
}

/** @param {readonly File[]} files */
function describeState(files) {
  return JSON.stringify(files.map(({ name, size, lastModified }) => [name, size, lastModified]));
}

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function readAsDataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // So read, it is a text.
    reader.addEventListener("load", () => resolve(/** @type {string} */ (reader.result)));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("the file cannot be read")));
    reader.readAsDataURL(blob);
  });
}

Object.assign(globalThis, { tab });
tell({ kind: "ready" });
