import { parentPort, workerData } from "node:worker_threads";
import type { ToWorker } from "../../worker/messages.js";
import { serveThreadRequests } from "../../worker/serve-thread-requests.js";
import { loadBackend } from "./load-backend.js";
import { createTimeExchange, requestTimeBlocking } from "./time-exchange.js";
import type { WorkerData } from "./worker-data.js";

/*
 * What runs in a worker thread: the engine, and nothing else.
 */
if (parentPort !== null) {
  const port = parentPort;
  const { module, time } = workerData as WorkerData; // as startEngineThread starts it
  const exchange = createTimeExchange(time);
  serveThreadRequests(
    {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on("message", (message: ToWorker) => listener(message)),
      close: () => port.close(),
    },
    { load: () => loadBackend(module), askForTime: (postQuestion) => requestTimeBlocking(exchange, postQuestion) },
  );
}
