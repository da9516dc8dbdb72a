import { serveBrowserWorker, type WorkerScope } from "./worker/serve-browser-worker.js";

/*
 * The program of the worker that has the engine in it: `new Worker(new URL("./worker.js", import.meta.url), { type: "module" })`.
 */
// What is built for a server may load it too, and has no such scope.
if ("WorkerGlobalScope" in globalThis) serveBrowserWorker(globalThis as unknown as WorkerScope); // a dedicated worker is what this is written for
