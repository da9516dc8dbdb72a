import type { OptionValues } from "@keyed-store/core";
import type { BoundedNamespaceOptions } from "./bounded-namespace.js";

/** Where an adapter that may be a cache keeps its entries, and how many. */
export interface CacheOptions extends Omit<BoundedNamespaceOptions, "overflow"> {
  /**
   * What a new entry does at `maxEntries`: the entry goes that was written longest ago, or the new one is refused with
   * `KEYED_STORE_LIMIT_EXCEEDED`. Default `"evict-oldest"`, where `maxEntries` is given.
   */
  readonly overflow?: "evict-oldest" | "reject-new" | undefined;
}

/** Checked options, with the `overflow` of a cache: who sets a cap wants the newest. */
export function defaultOverflowToEvictOldestIfCapped(options: Readonly<OptionValues>): Readonly<OptionValues> {
  const isBounded = options["maxEntries"] !== undefined && options["maxEntries"] !== Number.POSITIVE_INFINITY;
  return options["overflow"] === undefined && isBounded ? { ...options, overflow: "evict-oldest" } : options;
}
