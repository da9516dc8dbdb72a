import { RELEASE } from "../protocol/worker-start.js";
import type { BrowserWorker } from "./browser-worker.js";

/** What is needed of a window or a document. */
interface EventSource {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/**
 * Has the worker close its files whenever the browser may stop the page, to freeze it or to put it aside for the way back: else they
 * would be open, and of use to nobody, for as long as that lasts. They are opened again at their next use. Not on `beforeunload`,
 * after which a page may well go on.
 *
 * @returns ends it
 */
export function releaseWhenPageStops(worker: BrowserWorker): () => void {
  const scope = globalThis as unknown as EventSource & { readonly document?: EventSource }; // a worker has no document
  const release = (): void => worker.postMessage(RELEASE);
  scope.addEventListener("pagehide", release);
  scope.document?.addEventListener("freeze", release);
  return () => {
    scope.removeEventListener("pagehide", release);
    scope.document?.removeEventListener("freeze", release);
  };
}
