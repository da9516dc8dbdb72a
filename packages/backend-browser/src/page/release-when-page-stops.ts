import { RELEASE } from "../protocol/worker-start.js";
import type { BrowserWorker } from "./browser-worker.js";

/** What is needed of a window or a document. */
interface EventSource {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/** What is needed of a document beside that. */
interface PageDocument extends EventSource {
  readonly visibilityState: string;
}

/**
 * Has the worker close its files whenever the browser may stop the page, to freeze it or to put it aside for the way back: else they
 * would be open, and of use to nobody, for as long as that lasts. They are opened again at their next use. A page that nobody sees is
 * likely to be stopped, and its worker then gets no time to hear of it: so it is told as soon as the page is hidden. Not on
 * `beforeunload`, after which a page may well go on.
 *
 * @returns ends it
 */
export function releaseWhenPageStops(worker: BrowserWorker): () => void {
  const scope = globalThis as unknown as EventSource & { readonly document?: PageDocument }; // a worker has no document
  const release = (): void => worker.postMessage(RELEASE);
  const releaseIfHidden = (): void => {
    if (scope.document?.visibilityState === "hidden") release();
  };
  scope.document?.addEventListener("visibilitychange", releaseIfHidden);
  scope.addEventListener("pagehide", release);
  scope.document?.addEventListener("freeze", release);
  return () => {
    scope.document?.removeEventListener("visibilitychange", releaseIfHidden);
    scope.removeEventListener("pagehide", release);
    scope.document?.removeEventListener("freeze", release);
  };
}
