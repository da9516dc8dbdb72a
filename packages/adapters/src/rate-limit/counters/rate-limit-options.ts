import type { Clock } from "@keyed-store/core";
import type { BoundedNamespaceOptions } from "../../shared/bounded-namespace.js";

/** Where a rate limiter counts. */
export interface RateLimitStoreOptions extends BoundedNamespaceOptions {
  /** Whose counters they are in the store. Default `"rate-limit"`. */
  readonly owner?: string | undefined;
  /** The limiter's own part of the store, such as `"api"`: two limiters with one namespace count together. */
  readonly namespace: string;
  /**
   * The store's `clock`, where it was opened with one of its own: what is left of a window is told by it. Default: the
   * system's.
   */
  readonly clock?: Clock | undefined;
}

/** The options of a limiter whose host leaves it to the store what a failing store means. */
export interface FailingOpenOptions {
  /**
   * Where the store fails, requests pass uncounted, and this function is told of each error. Default: the limiter fails
   * closed, and the host answers as it does to any error.
   */
  readonly failOpen?: ((error: unknown) => void) | undefined;
}
