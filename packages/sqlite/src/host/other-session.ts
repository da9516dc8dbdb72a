import type { KeyedStoreError } from "@keyed-store/core";

/** A session of somebody else, which keeps this one out or waits for it, in the words of the host. */
export interface OtherSession {
  /** Who it is, in a few words: `process 4711 on box (backend native)`. */
  describe(): string;
  /** The `KEYED_STORE_BUSY` of an attempt that it refused: who it is, and what can be done (KS-SHARE-1). */
  createBusyError(): KeyedStoreError;
}
