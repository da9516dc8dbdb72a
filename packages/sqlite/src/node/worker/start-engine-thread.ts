import { Worker } from "node:worker_threads";
import { createEngineThread, type EngineThread } from "../../worker/engine-thread.js";
import type { ProviderModule } from "../modules/provider-module.js";
import { findWorkerScript } from "./find-worker-script.js";
import { selectFlagsInheritedByWorker } from "./inherited-flags.js";
import { answerTimeRequest, createTimeExchange, TIME_EXCHANGE_BYTES } from "./time-exchange.js";
import type { WorkerData } from "./worker-data.js";

/** Starts a worker thread. `onEnd` is called when it serves no requests any more. */
export function startEngineThread(providerModule: ProviderModule, onEnd: () => void): EngineThread {
  const memory = new SharedArrayBuffer(TIME_EXCHANGE_BYTES);
  const time = createTimeExchange(memory);
  const workerData: WorkerData = { module: providerModule, time: memory };
  const file = findWorkerScript();
  if (file === undefined) throw new Error("The program of the worker thread is not there.");
  const worker = new Worker(file, {
    workerData,
    name: "keyed-store",
    ...selectFlagsInheritedByWorker(),
  });
  return createEngineThread(
    {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => void worker.on("message", listener),
      onEnd(listener) {
        worker.on("error", listener);
        worker.on("exit", (code) => listener(new Error(`It exited with code ${code}.`)));
      },
      setNeeded(isNeeded) {
        if (isNeeded) worker.ref();
        else worker.unref();
      },
    },
    { onEnd, answerTime: (clock) => answerTimeRequest(time, clock) },
  );
}
