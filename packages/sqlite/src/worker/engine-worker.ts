import { parentPort, workerData } from "node:worker_threads";
import type { WorkerStart } from "./messages.js";
import { serve } from "./serve.js";

/*
 * What runs in a worker thread: the engine, and nothing else.
 */
if (parentPort !== null) serve(parentPort, workerData as WorkerStart); // as startThread starts it
