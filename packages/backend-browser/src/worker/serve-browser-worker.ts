import { type FromWorker, serveThreadRequests, type ToWorker } from "@keyed-store/sqlite/portable";
import { browserGlobals } from "../opfs/browser-globals.js";
import { RELEASE, type WorkerStart } from "../protocol/worker-start.js";
import { type BrowserBackend, loadBrowserBackend } from "./load-browser-backend.js";

/** What is needed of the scope of a dedicated worker. */
export interface WorkerScope {
  readonly name: string;
  readonly location: { readonly href: string };
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** What a page posts to its worker, in the order in which it does: how to start, and then anything else. */
type PageMessage = WorkerStart | typeof RELEASE | ToWorker;

/** Serves the page that started this worker: it has the engine in it, and nothing else. */
export function serveBrowserWorker(scope: WorkerScope): void {
  let wasm: WorkerStart["start"]["wasm"];
  let backend: BrowserBackend | undefined;
  let serve = (_message: ToWorker): void => {};

  scope.addEventListener("message", ({ data }) => {
    const message = data as PageMessage; // it is the page of this package that has this worker
    if (message === RELEASE) backend?.release();
    else if (typeof message === "object" && "start" in message) wasm = message.start.wasm;
    else serve(message);
  });
  serveThreadRequests(
    {
      post: (message) => scope.postMessage(message),
      onMessage(listener) {
        serve = listener;
      },
      close: () => scope.close(),
    },
    {
      async load() {
        backend = await loadBrowserBackend(browserGlobals, wasm);
        return backend;
      },
    },
  );
}
