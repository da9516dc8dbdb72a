import type { ProviderModule } from "../modules/provider-module.js";

/** What a worker is started with. */
export interface WorkerData {
  readonly module: ProviderModule;
  /** Where the answers to questions for the time are put: see `TimeExchange`. */
  readonly time: SharedArrayBuffer;
}
