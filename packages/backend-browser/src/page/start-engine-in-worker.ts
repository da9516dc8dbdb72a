import {
  createEngineThread,
  type EngineThread,
  type EngineWorkerPort,
  type FromWorker,
} from "@keyed-store/sqlite/portable";
import type { WorkerStart } from "../protocol/worker-start.js";
import type { BrowserWorker } from "./browser-worker.js";
import { releaseWhenPageStops } from "./release-when-page-stops.js";

/**
 * Makes a worker that was just started serve requests. `onEnd` is called when it serves none any more.
 *
 * @param wasm - where the engine comes from; undefined for the one beside the worker's program
 */
export function startEngineInWorker(
  worker: BrowserWorker,
  wasm: WorkerStart["start"]["wasm"],
  onEnd: () => void,
): EngineThread {
  const stopListening = releaseWhenPageStops(worker);
  worker.postMessage({ start: { wasm } } satisfies WorkerStart);
  const port: EngineWorkerPort = {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      // What the program of this package posts.
      worker.addEventListener("message", ({ data }) => listener(data as FromWorker)),
    onEnd: (listener) =>
      worker.addEventListener("error", ({ message }) => {
        worker.terminate();
        listener(new Error(message === undefined || message === "" ? NOT_STARTED : message));
      }),
  };
  return createEngineThread(port, {
    onEnd() {
      stopListening();
      onEnd();
    },
  });
}

/** Browsers tell no more of a script that they could not fetch, or were not allowed to run. */
const NOT_STARTED =
  "The worker did not start. Its program must be there, be served as JavaScript from the page's own origin, and be allowed by the " +
  "content security policy: worker-src 'self'.";
