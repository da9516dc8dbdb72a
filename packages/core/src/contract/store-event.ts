import type { Selection } from "./selection.js";

/** The store is open, on this backend. */
export interface BackendSelectedEvent {
  /** What tells it from other events. */
  readonly type: "backend-selected";
  /** Where the data is, as `StateStore.databasePath`. */
  readonly databasePath: string;
  /** Which backend it is, and why not another. */
  readonly selection: Selection;
}

/** The `maxEntries` of an owner's open namespaces add up to more than the owner may have (KS-CAP-2). */
export interface OverCommittedEvent {
  /** What tells it from other events. */
  readonly type: "over-committed";
  /** The owner concerned. */
  readonly owner: string;
  /** The sum; `Infinity` where one of them has no cap. */
  readonly committed: number;
  /** What the owner may have. */
  readonly maxEntries: number;
}

/**
 * What `onEvent` gets: plain data, without stored values. A handler is called in a microtask, so it may use the
 * store; one that throws is reported once as a process warning and disturbs no operation.
 */
export type StoreEvent = BackendSelectedEvent | OverCommittedEvent | Notice | BackendEvent;

/** Something a backend noticed on its own, beside any transaction. */
export type BackendEvent =
  /** The mode of the file or directory at `path` is not as it should be; `message` says why (KS-SEC-1). */
  | { readonly type: "permission-warning"; readonly path: string; readonly message: string }
  /** The write-ahead log was copied into the database: of its `logFrames` pages, `checkpointedFrames`. */
  | { readonly type: "checkpoint"; readonly logFrames: number; readonly checkpointedFrames: number }
  /** The file was left to another process that waits for it: who that is, as far as it is known. */
  | { readonly type: "hand-over"; readonly to: string };

/** Something that happened beside the result, for `onEvent`. */
export type Notice =
  /** New entries took the place of `count` old ones, since the namespace or the owner was full (KS-CAP-1, KS-CAP-2). */
  | {
      readonly type: "evicted";
      readonly owner: string;
      readonly namespace: string;
      readonly count: number;
      readonly cap: "namespace" | "owner";
    }
  /** A write took a cap that refuses to nine tenths of it or above: of the namespace, or without one of the owner (KS-CAP-2). */
  | {
      readonly type: "near-full";
      readonly owner: string;
      readonly namespace?: string;
      readonly entries: number;
      readonly maxEntries: number;
    }
  /** A sweep removed expired rows; `more`: some are left (KS-TTL-5). */
  | { readonly type: "swept"; readonly removed: number; readonly more: boolean };
