import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { openStateStore } from "keyed-store";

/*
 * A program in a container: it does what it is told, line by line, through the public door of the package, and says each thing
 * as it happens, with blocking writes, so that what it said before it was killed was true.
 */

const SHELF = { namespace: "shelf", maxEntries: 1_000_000 };
const NO_LIMIT = { maxEntriesPerOwner: Number.POSITIVE_INFINITY };
const pause = new Int32Array(new SharedArrayBuffer(4));

/** @type {import("keyed-store").StateStore | undefined} */
let store;
/** @type {import("keyed-store").KeyedStore<number> | undefined} */
let shelf;

/** @type {Record<string, (task: import("./task.mjs").Task) => Promise<object>>} */
const TASKS = {
  async open({ directory = "", engine = "wasm", busyTimeoutMs = 0 }) {
    const control = engine === "lawless" ? await createLawlessProvider() : {};
    store = await openStateStore({ directory, backend: engine, busyTimeoutMs, limits: NO_LIMIT, ...control });
    shelf = store.openKeyedStore(SHELF);
    return { opened: true };
  },
  async write({ name = "", from = 0, count = Number.POSITIVE_INFINITY, lying = false }) {
    for (let number = from; number < from + count; number++) {
      if (!lying) await shelf?.register(`${name}/${number}`, number);
      writeMessage({ acknowledged: `${name}/${number}` });
      await new Promise(setImmediate);
    }
    return { written: count };
  },
  async look() {
    return { keys: (await shelf?.entries())?.map(({ key }) => key) };
  },
  async close() {
    await store?.close();
    return { closed: true };
  },
};

writeMessage({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  /** @type {import("./task.mjs").Task} */
  const task = JSON.parse(line);
  try {
    writeMessage({ answer: (await TASKS[task.do]?.(task)) ?? {} });
  } catch (error) {
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    writeMessage({ answer: { code: code ?? "none", message } });
  }
}

async function createLawlessProvider() {
  const { lawlessProvider } = await import("../../packages/conformance/test/support/lawless.mjs");
  return { backend: "wasm", providers: [lawlessProvider()] };
}

/** @param {object} words */
function writeMessage(words) {
  const bytes = Buffer.from(`${JSON.stringify(words)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSome(bytes, written);
}

/**
 * A pipe need not block: where its reader lags, it is full and says so.
 *
 * @param {Buffer} bytes
 * @param {number} from
 */
function writeSome(bytes, from) {
  try {
    return writeSync(1, bytes, from);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EAGAIN") throw error;
    Atomics.wait(pause, 0, 0, 1);
    return 0;
  }
}
