import type { FromWorker, ToWorker } from "./messages.js";

/** The thread that started this worker, as the host reaches it. */
export interface ThreadRequestPort {
  post(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
  /** Lets the worker end. */
  close(): void;
}
