import type { BoundedNamespaceOptions } from "../../shared/bounded-namespace.js";

/** Where sessions are kept. Without `maxEntries` none is ever evicted: they go when they expire or are destroyed. */
export interface SessionStoreOptions extends BoundedNamespaceOptions {
  /** Whose sessions they are in the store. Default `"session"`. */
  readonly owner?: string | undefined;
  /** The application's part of the store. Default `"sessions"`. */
  readonly namespace?: string | undefined;
  /**
   * How long a session lives whose cookie ends with the browser, in milliseconds from its last write or touch. Default 86,400,000,
   * one day.
   */
  readonly defaultTtlMs?: number | undefined;
}
