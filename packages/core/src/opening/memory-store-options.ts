import type { BackendProvider } from "../backend/backend-provider.js";
import type { OpenOptions } from "./open-options.js";

/** How a store in memory is opened. What concerns files, engines and other processes has no place here. */
export interface MemoryStoreOptions extends Pick<OpenOptions, "clock" | "limits" | "ownerOverflow" | "onEvent"> {
  /**
   * Where the data is, a `memoryProvider()`: what one store on it wrote is there for the next, so that closing and opening again plays a
   * restart. Default: one of its own, gone with the store.
   */
  readonly memory?: BackendProvider | undefined;
}
