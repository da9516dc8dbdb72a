const ALONE = ["locking_mode=EXCLUSIVE", "journal_mode=WAL"];

/**
 * A table without any rules in the official build of SQLite on its pool of files in OPFS, in a worker that is asked by one message for
 * each operation: as it ships, and in its fastest setting.
 */
export const sqlitePools = [
  { name: "sqlite-wasm, as it ships", settings: () => [] },
  {
    name: "sqlite-wasm, exclusive WAL",
    settings: (durability) => [...ALONE, `synchronous=${durability === "power" ? "FULL" : "NORMAL"}`],
  },
].map(({ name, settings }) => ({
  name,
  async open({ durability }) {
    const worker = new Worker(new URL("../sqlite-pool-worker.mjs", import.meta.url), { type: "module" });
    const ask = createAsker(worker);
    await ask({ pool: `bench-${name.replace(/\W+/g, "-")}-${durability}`, settings: settings(durability) });
    return {
      set: (key, value) => ask({ key, json: JSON.stringify(value) }),
      get: async (key) => JSON.parse(await ask({ key })),
      close: () => worker.terminate(),
    };
  },
}));

/** Asks a worker that answers in the order in which it is asked. */
function createAsker(worker) {
  const waiting = [];
  worker.addEventListener("message", ({ data: { result, failure } }) => {
    const { resolve, reject } = waiting.shift();
    if (failure === undefined) resolve(result);
    else reject(new Error(failure));
  });
  worker.addEventListener("error", ({ message }) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(message));
  });
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(question);
    });
}
