import { parentPort, workerData } from "node:worker_threads";
import type { WorkerData } from "./messages.js";
import { serveThreadRequests } from "./serve-thread-requests.js";

/*
 * What runs in a worker thread: the engine, and nothing else.
 */
if (parentPort !== null) serveThreadRequests(parentPort, workerData as WorkerData); // as startThread starts it
