import type { FromWorker, ToWorker } from "./messages.js";

/** A worker that was started to serve requests, as the host reaches it. */
export interface EngineWorkerPort {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Calls `listener` with the reason when the worker cannot answer any more: it failed, or it ended. */
  onEnd(listener: (cause: unknown) => void): void;
  /** Says whether this process is to stay alive for the worker's sake. Absent where that is not for a program to say. */
  setNeeded?(isNeeded: boolean): void;
}
