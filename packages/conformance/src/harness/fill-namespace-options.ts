import type { KeyedStoreOptions } from "@keyed-store/core";
import { NAMESPACE, type NamespaceOptions, OWNER } from "./harness.js";

/** Whole namespace options from what a test cares about. */
export function fillNamespaceOptions<T>(options: NamespaceOptions<T> = {}): KeyedStoreOptions<T> {
  return { owner: OWNER, namespace: NAMESPACE, maxEntries: 100, ...options };
}
