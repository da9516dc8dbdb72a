/*
 * What runs in a worker thread of a test: it opens the store and then, as it is told, counts and claims, or stays in.
 */
import { parentPort, workerData } from "node:worker_threads";
import { openStateStore } from "@keyed-store/core";

const { backend, directory, task, id, rounds } = workerData;
const provider = (await import(backend.specifier))[backend.export]();
const store = await openStateStore({ directory, providers: [provider], busyTimeoutMs: 60_000 });
const keyed = store.openKeyedStore({ namespace: "threads", maxEntries: 900 });

if (task === "stay") {
  await keyed.register(`stays ${id}`, id);
  parentPort.postMessage("in");
  // The thread is terminated while it is in; what it has open is closed by the system.
  await new Promise(() => setInterval(() => undefined, 60_000));
}

const claimed = [];
for (let round = 0; round < rounds; round++) {
  await keyed.update("counter", (count = 0) => count + 1);
  if (await keyed.registerIfAbsent(`prize ${round}`, id)) claimed.push(round);
}
await store.close();
parentPort.postMessage(claimed);
