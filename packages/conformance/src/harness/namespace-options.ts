import type { KeyedStoreOptions } from "@keyed-store/core";
import { NAMESPACE, OWNER, type SpaceOptions } from "./harness.js";

/** Whole namespace options from what a test cares about. */
export function space<T>(options: SpaceOptions<T> = {}): KeyedStoreOptions<T> {
  return { owner: OWNER, namespace: NAMESPACE, maxEntries: 100, ...options };
}
