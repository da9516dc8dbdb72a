import type { BackendEvent } from "../backend/backend.js";
import type { Notice } from "../backend/command.js";
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
  /** The sum. */
  readonly committed: number;
  /** What the owner may have. */
  readonly maxEntries: number;
}

/**
 * What `onEvent` is told: plain data, without stored values. A handler is called in a microtask, so it may use the
 * store; one that throws is reported once as a process warning and disturbs no operation.
 */
export type StoreEvent = BackendSelectedEvent | OverCommittedEvent | Notice | BackendEvent;
