import type { Selection } from "./selection.js";

/** The store is open, on this backend. */
export interface BackendSelectedEvent {
  readonly type: "backend-selected";
  readonly databasePath: string;
  readonly selection: Selection;
}

/** The `maxEntries` of an owner's open namespaces add up to more than the owner may have (KS-CAP-2). */
export interface OverCommittedEvent {
  readonly type: "over-committed";
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
  | { readonly type: "permission-warning"; readonly path: string; readonly message: string }
  | { readonly type: "checkpoint"; readonly logFrames: number; readonly checkpointedFrames: number }
  | { readonly type: "hand-over"; readonly to: string };

/** Something that happened beside the result, for `onEvent`. */
export type Notice =
  | {
      readonly type: "evicted";
      readonly owner: string;
      readonly namespace: string;
      readonly count: number;
      readonly cap: "namespace" | "owner";
    }
  | {
      readonly type: "near-full";
      readonly owner: string;
      readonly namespace?: string;
      readonly entries: number;
      readonly maxEntries: number;
    }
  | { readonly type: "swept"; readonly removed: number; readonly more: boolean };
